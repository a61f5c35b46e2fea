import { anonymous } from '@cairn/access';
import { createAchievementsApp, migrations } from '@cairn/achievements';
import { ServiceUnderTest, testDatabase } from '@cairn/testkit';
import { withCluster } from '../../cluster.js';
import { atMost, type Effort, type Figure, type Run } from '../../figure.js';
import { median } from '../../quantile.js';
import { asSuperuser } from '../cases/superuser.js';
import { publishDefinitions } from './definitions.js';
import { skillAddress } from './invented.js';

const page = `query ($filter: AchievementFilter, $orderBy: AchievementOrder!) {
  achievements(first: 100, filter: $filter, orderBy: $orderBy) { nodes { id title } pageInfo { endCursor hasNextPage } } }`;
const facets = `query ($filter: AchievementFilter) { achievementFacets(filter: $filter) { total issuerSector { value count } claimBasis { value count } level { value count } language { value count } effort { value count } cost { value count } } }`;

/** What people ask a catalogue: words that many definitions have and words that few have, of several languages, misspelt ones, and facets alone and together. */
const searches: Readonly<Record<string, { readonly filter?: object; readonly orderBy: string }>> = {
  'everything by title': { orderBy: 'TITLE_ASC' },
  'everything by change': { orderBy: 'UPDATED_AT_DESC' },
  'least effort': { orderBy: 'EFFORT_ASC' },
  'a common word': { filter: { text: 'management' }, orderBy: 'RELEVANCE' },
  'two common words': { filter: { text: 'data analysis' }, orderBy: 'RELEVANCE' },
  'a rare word': { filter: { text: 'harberton' }, orderBy: 'RELEVANCE' },
  'a German word by its stem': { filter: { text: 'Sicherheiten', textLanguages: ['de'] }, orderBy: 'RELEVANCE' },
  'Spanish words without accents': { filter: { text: 'gestion seguridad' }, orderBy: 'RELEVANCE' },
  'a misspelt word': { filter: { text: 'managment', fuzzy: true }, orderBy: 'RELEVANCE' },
  'a skill or below': { filter: { skill: { uri: skillAddress(3) } }, orderBy: 'TITLE_ASC' },
  'a word, assessed, at a level': { filter: { text: 'analysis', assessed: true, level: { eq: 'EQF:6' } }, orderBy: 'RELEVANCE' },
  'facets together': { filter: { issuerSector: ['VENDOR'], cost: ['FREE'], language: ['es'], effort: { atMost: 'PT40H' } }, orderBy: 'UPDATED_AT_DESC' },
};

/** The first page of 100 of each search over 100,000 definitions: the median time of the slowest search, all of the service in it. */
export function catalogueFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const count = quick ? 10_000 : 100_000;
  return withCluster(async () => {
    const database = await testDatabase('achievements', migrations);
    const service = await ServiceUnderTest.open({ name: 'achievements', migrations, create: createAchievementsApp, database });
    try {
      await asSuperuser(database, (admin) => publishDefinitions(admin, count, say));
      const pages = await slowest(searches, quick ? 11 : 31, (search) => timed(service, page, { ...search }));
      const counts = await slowest(searches, quick ? 3 : 7, ({ filter }) => timed(service, facets, { filter }));
      say(`catalogue: ${pages.all}`);
      return {
        figures: [
          { ...atMost('catalogue_first_page_ms', pages.ms, 'ms', 50), note: `${count} definitions, ${Object.keys(searches).length} searches, slowest: ${pages.name}` },
          { ...atMost('catalogue_facets_ms', counts.ms, 'ms', 500), note: `exact counts of six facets; slowest: ${counts.name}` },
        ],
        runs: [],
      };
    } finally {
      await service.close();
      await database.close();
    }
  });
}

async function timed(service: ServiceUnderTest, query: string, variables: Record<string, unknown>): Promise<number> {
  const started = performance.now();
  const { errors } = await service.ask(anonymous, query, variables);
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 300));
  return performance.now() - started;
}

/** The search with the greatest median; rounds go through all of them in turn, the first two warm up. */
async function slowest<Search>(all: Readonly<Record<string, Search>>, rounds: number, time: (search: Search) => Promise<number>): Promise<{ name: string; ms: number; all: string }> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds + 2; round += 1) {
    for (const [name, search] of Object.entries(all)) {
      const ms = await time(search);
      if (round >= 2) times.set(name, [...(times.get(name) ?? []), ms]);
    }
  }
  const medians = [...times].map(([name, measured]) => ({ name, ms: median(measured) })).sort((a, b) => b.ms - a.ms);
  return { name: '', ms: Number.NaN, ...medians[0], all: medians.map(({ name, ms }) => `${name} ${ms.toFixed(1)}`).join(', ') };
}
