import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { migrations } from '../app.js';
import { AchievementEntity } from '../achievement/achievement.entity.js';
import { AchievementVersionEntity } from '../achievement-version/achievement-version.entity.js';
import type { AchievementFilter, AchievementOrder } from '../schema.types.js';
import { anIssuer, stored } from '../testing/museum.js';
import { aFullVersionInput } from '../testing/version-input.js';
import { entriesSql, entriesWhere } from './catalogue-entries.js';
import { toConditions } from './catalogue-filter.js';
import { catalogueOrders, type PlaceKeys, placeOf } from './catalogue-order.js';
import { CatalogueStore } from './catalogue.store.js';
import { FacetsStore } from './facets.store.js';
import { IssuerCatalogueStore } from './issuer-catalogue.store.js';

describe('the catalogue', () => {
  let made: TestDatabase;
  const store = new CatalogueStore();
  const facets = new FacetsStore();
  const byIssuer = new IssuerCatalogueStore();
  const museum = anIssuer();
  const guild = anIssuer({ name: 'Guild of Lampmakers', slug: 'lampmakers' });
  const titles = ['Ember', 'Anchor', 'Delta', 'Beacon', 'Compass', 'Compass', 'Fathom'];

  const list = (tenant: string | null, filter: AchievementFilter = {}, order: AchievementOrder = 'TITLE_ASC') =>
    made.database.read({ tenant }, (tx) => store.page(tx, tenant, toConditions(filter), order, null, 101));
  const codes = async (tenant: string | null, filter: AchievementFilter = {}) => (await list(tenant, filter)).map(({ code }) => code);
  const count = (tenant: string | null, filter: AchievementFilter = {}) =>
    made.database.read({ tenant }, (tx) => facets.count(tx, tenant, toConditions(filter)));

  beforeAll(async () => {
    made = await testDatabase('achievements', migrations, [AchievementEntity, AchievementVersionEntity]);
    const { database } = made;
    for (const [index, title] of titles.entries()) {
      const now = new Date(Date.UTC(2026, 2, 1 + ((index * 3) % 7)));
      await stored(database, museum, `M-${index}`, { title, published: true, now, tags: ['coast'] });
    }
    await stored(database, guild, 'G-0', {
      ...aFullVersionInput({ useCase: 'CERTIFICATION', claimBasis: 'DEMONSTRATED_SKILL', earningModes: ['ASSESSMENT', 'PROFESSIONAL_DEVELOPMENT'] }),
      title: 'Wick trimming',
      description: 'Trims a wick so that the light is even.',
      published: true,
      issuerSector: 'ASSOCIATION',
      estimatedEffort: 'PT20H',
      creditsAvailable: [],
      tags: ['Glass work'],
    });
    await stored(database, museum, 'M-draft', { title: 'Secret lantern' });
  });
  afterAll(() => made.close());

  it('shows everyone what is published, and a tenant its drafts as well', async () => {
    expect(await codes(null)).toHaveLength(8);
    expect(await codes(guild.tenant)).toHaveLength(8);
    expect(await codes(museum.tenant)).toHaveLength(9);
    expect(await codes(museum.tenant, { mine: true })).toHaveLength(8);
    expect(await codes(guild.tenant, { mine: true })).toEqual(['G-0']);
    expect(await codes(null, { mine: true })).toEqual([]);
  });

  it.each<AchievementOrder>(['TITLE_ASC', 'CREATED_AT_ASC', 'CREATED_AT_DESC', 'UPDATED_AT_DESC', 'EFFORT_ASC', 'RELEVANCE'])('pages by %s without a gap or a repetition', async (order) => {
    const whole = await list(museum.tenant, {}, order);
    const seen: string[] = [];
    const pageAfter = (after: PlaceKeys | null) =>
      made.database.read({ tenant: museum.tenant }, (tx) => store.page(tx, museum.tenant, toConditions({}), order, after, 2));
    let rows = await pageAfter(null);
    for (let last = rows.at(-1); last; last = rows.at(-1)) {
      seen.push(...rows.map(({ id }) => id));
      rows = await pageAfter(placeOf(order, last));
    }
    expect(seen).toEqual(whole.map(({ id }) => id));
    const keys = whole.map((row) => [catalogueOrders[order].key(row), row.id].join());
    expect(keys).toEqual(order.endsWith('_DESC') ? [...keys].sort().reverse() : [...keys].sort());
    expect(new Set(seen).size).toBe(9);
  });

  it.each<[string, AchievementFilter, string[]]>([
    ['a word of the title', { text: 'wick' }, ['G-0']],
    ['words of title, description and tags together', { text: 'EVEN trimming glass' }, ['G-0']],
    ['words of which one is nowhere', { text: 'wick harbour' }, []],
    ['signs that are operators elsewhere', { text: "wick' & | !" }, ['G-0']],
    ['a sector', { issuerSector: ['ASSOCIATION', 'VENDOR'] }, ['G-0']],
    ['a use case', { useCase: ['CERTIFICATION'] }, ['G-0']],
    ['a basis', { claimBasis: ['DEMONSTRATED_SKILL', 'KNOWLEDGE'] }, ['G-0']],
    ['an assessed basis', { assessed: true }, ['G-0']],
    ['an assessed basis that is not one', { assessed: true, claimBasis: ['PARTICIPATION'] }, []],
    ['one of several modes', { earningModes: ['PROFESSIONAL_DEVELOPMENT', 'PROJECT'] }, ['G-0']],
    ['an issuer', { issuer: { eq: `iss_${guild.id}` } }, ['G-0']],
    ['an id of another noun', { issuer: { eq: `ach_${guild.id}` } }, []],
    ['a code', { code: { eq: 'G-0' } }, ['G-0']],
    ['a code and a list without it', { code: { eq: 'G-0', in: ['G-1'] } }, []],
    ['how a code begins', { code: { startsWith: 'G-' } }, ['G-0']],
    ['a code of another tenant', { code: { eq: 'M-0' } }, []],
    ['a word of a draft of another tenant', { text: 'secret' }, []],
  ])('finds by %s', async (_, filter, found) => {
    expect(await codes(guild.tenant, filter)).toEqual(found);
  });

  it.each<[string, AchievementFilter]>([
    ['a list of 101', { id: { in: Array.from({ length: 101 }, () => 'ach_x') } }],
    ['a text of 301 characters', { text: 'x'.repeat(301) }],
    ['a NUL', { code: { eq: 'a\0' } }],
  ])('refuses %s', (_, filter) => {
    expect(() => toConditions(filter)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('counts facets exactly, and they add up', async () => {
    for (const tenant of [null, guild.tenant, museum.tenant]) {
      for (const filter of [{}, { assessed: false }, { text: 'coast' }, { mine: true }]) {
        const rows = await list(tenant, filter);
        const found = await count(tenant, filter);
        const sum = (counts: readonly { count: number }[]) => counts.reduce((total, one) => total + one.count, 0);
        expect([found.total, ...[found.issuerSector, found.useCase, found.claimBasis, found.assessed, found.effort, found.cost].map(sum)]).toEqual(
          Array.from({ length: 7 }, () => rows.length),
        );
        expect(sum(found.earningModes)).toBeGreaterThanOrEqual(rows.length);
        for (const { value, count: n } of found.claimBasis) {
          expect(await codes(tenant, { claimBasis: [value as never], ...filter })).toHaveLength(n);
        }
      }
    }
    expect(await count(null)).toEqual({
      total: 8,
      issuerSector: [{ value: 'NONPROFIT', count: 7 }, { value: 'ASSOCIATION', count: 1 }],
      useCase: [{ value: 'CONTRIBUTION', count: 7 }, { value: 'CERTIFICATION', count: 1 }],
      claimBasis: [{ value: 'PARTICIPATION', count: 7 }, { value: 'DEMONSTRATED_SKILL', count: 1 }],
      earningModes: [
        { value: 'COURSE', count: 7 },
        { value: 'ASSESSMENT', count: 1 },
        { value: 'PROFESSIONAL_DEVELOPMENT', count: 1 },
      ],
      assessed: [{ value: 'false', count: 7 }, { value: 'true', count: 1 }],
      level: [{ value: 'EQF:6', count: 1 }],
      language: [{ value: 'en', count: 8 }],
      effort: [{ value: 'NOT_STATED', count: 7 }, { value: 'UP_TO_40_HOURS', count: 1 }],
      cost: [{ value: 'NOT_STATED', count: 8 }],
    });
  });

  it('tells the total of a list', async () => {
    const totals = (tenant: string | null) => made.database.read({ tenant }, (tx) => store.count(tx, tenant, toConditions({})));
    expect([await totals(null), await totals(museum.tenant)]).toEqual([8, 9]);
  });

  it('reads the pages of many issuers in one statement', async () => {
    const asked = [
      { issuer: museum.id, after: null, limit: 3 },
      { issuer: guild.id, after: null, limit: 3 },
      { issuer: anIssuer().id, after: null, limit: 3 },
    ] as const;
    const read = (tenant: string | null, pages: Parameters<typeof byIssuer.pages>[2]) =>
      made.database.read({ tenant }, (tx) => byIssuer.pages(tx, tenant, pages));
    const first = await read(null, asked);
    expect(first.map(({ place, title }) => [place, title])).toEqual([
      [1, 'Anchor'],
      [1, 'Beacon'],
      [1, 'Compass'],
      [2, 'Wick trimming'],
    ]);
    const last = first[2];
    const rest = await read(museum.tenant, [{ issuer: museum.id, after: [last?.title ?? '', last?.id ?? ''], limit: 9 }]);
    expect(rest.map(({ title }) => title)).toEqual(['Compass', 'Delta', 'Ember', 'Fathom', 'Secret lantern']);
    const counts = await made.database.read({ tenant: null }, (tx) => byIssuer.counts(tx, null, [museum.id, guild.id]));
    expect(Object.fromEntries(counts.map((one) => [one.issuer, one.count]))).toEqual({ [museum.id]: 7, [guild.id]: 1 });
  });

  it('can use its indexes for words and for order in spite of row-level security', async () => {
    const { where, values } = entriesWhere(guild.tenant, toConditions({ text: 'wick' }), `'wick'`);
    const plans = await made.database.read({ tenant: guild.tenant }, async (tx) => {
      await tx.compose('SET LOCAL enable_seqscan = off');
      const explain = async (rest: string, given: unknown[]) =>
        JSON.stringify(await tx.compose(`EXPLAIN SELECT id FROM (${entriesSql}) e ${rest}`, given));
      return [await explain(`WHERE ${where}`, values), await explain('ORDER BY title, id LIMIT 2', [guild.tenant])];
    });
    expect(plans[0]).toContain('catalogue_entry_search');
    expect(plans[1]).toContain('catalogue_entry_title');
  });
});
