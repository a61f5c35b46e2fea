import { newId } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { AchievementEntity } from '../achievement/achievement.entity.js';
import { AchievementVersionEntity } from '../achievement-version/achievement-version.entity.js';
import { migrations } from '../app.js';
import type { AchievementFilter, AchievementOrder, AchievementVersionInput } from '../schema.types.js';
import { anIssuer, stored } from '../testing/museum.js';
import { toConditions } from './catalogue-filter.js';
import { type PlaceKeys, placeOf } from './catalogue-order.js';
import { CatalogueStore } from './catalogue.store.js';
import { effortMinutes } from './effort.js';
import { FacetsStore } from './facets.store.js';

const definitions: Readonly<Record<string, Partial<AchievementVersionInput>>> = {
  welding: { title: 'Welding of pipes', description: 'Joins pipes.', estimatedEffort: 'PT8H', level: 'EQF:4', stated: { recognises: 'x', contributionKind: 'x', attestorRole: 'x', price: { amount: 0, currency: 'EUR' } } },
  safety: { title: 'Safety at sea', description: 'Before any welding the fire watch is told.', estimatedEffort: 'P1W', level: 'EQF:5', tags: ['Bootsführer'] },
  schweissen: {
    title: 'Schweißerprüfungen',
    description: 'Für die Arbeit an Rohren.',
    language: 'de-AT',
    estimatedEffort: 'P3D',
    translations: [{ language: 'fr', title: 'Examens de soudage', description: 'Pour les lampes.', criteria: 'Venir.' }],
    stated: { recognises: 'x', contributionKind: 'x', attestorRole: 'x', price: { amount: 90, currency: 'EUR' } },
  },
  formacion: { title: 'Formación de guías', description: 'Una tarde.', language: 'es' },
  svarka: { title: 'Сварщики', description: 'Вечер в музее.', language: 'ru' },
  wick: { title: 'Trimming a wick', alignments: [{ targetName: 'Wick trimming', targetUrl: 'https://skills.example/wick' }] },
};

describe('catalogue search', () => {
  let made: TestDatabase;
  const store = new CatalogueStore();
  const museum = anIssuer();
  const list = (filter: AchievementFilter, order: AchievementOrder = 'RELEVANCE', after: PlaceKeys | null = null, limit = 50) =>
    made.database.read({ tenant: null }, (tx) => store.page(tx, null, toConditions(filter), order, after, limit));
  const codes = async (filter: AchievementFilter, order?: AchievementOrder) => (await list(filter, order)).map(({ code }) => code);

  beforeAll(async () => {
    made = await testDatabase('achievements', migrations, [AchievementEntity, AchievementVersionEntity]);
    for (const [code, change] of Object.entries(definitions)) await stored(made.database, museum, code, { ...change, published: true });
    await stored(made.database, museum, 'draft', { title: 'Unpublished Lanterns', language: 'en' });
  });
  afterAll(() => made.close());

  it.each<[string, AchievementFilter, string[]]>([
    ['the stem of an English word', { text: 'weld pipe' }, ['welding']],
    ['the stem of a German word, whatever its case', { text: 'SCHWEISSERPRÜFUNG', textLanguages: ['de'] }, ['schweissen']],
    ['the title of a translation', { text: 'examen soudage' }, ['schweissen']],
    ['the description of a translation', { text: 'lampe', textLanguages: ['fr-CA'] }, ['schweissen']],
    ['a word without its accents', { text: 'formacion guias' }, ['formacion']],
    ['a word with its accents', { text: 'Formación' }, ['formacion']],
    ['Russian', { text: 'сварщик', textLanguages: ['ru'] }, ['svarka']],
    ['a tag', { text: 'bootsführer' }, ['safety']],
    ['the name of what it is aligned to', { text: 'wick trimming' }, ['wick']],
    ['words without the articles between them', { text: 'the welding of the pipes' }, ['welding']],
    ['articles alone, where they stand', { text: 'of' }, ['welding']],
    ['a word that is misspelt, loosely', { text: 'weldign', fuzzy: true }, ['welding', 'safety']],
    ['two words that are misspelt, loosely', { text: 'saftey welidng', fuzzy: true }, ['safety']],
    ['a Cyrillic word that is misspelt, loosely', { text: 'сварщиик', fuzzy: true }, ['svarka']],
    ['how a word begins, loosely', { text: 'trimm', fuzzy: true }, ['wick']],
    ['signs only', { text: '?!' }, []],
    ['a misspelt word, strictly', { text: 'weldign' }, []],
    ['a word of a draft', { text: 'unpublished', fuzzy: true }, []],
    ['SQL and operators as the words they are', { text: `welding' | !pipes & (x) :*` }, []],
  ])('finds by %s', async (_, filter, found) => {
    expect(await codes(filter)).toEqual(found);
  });

  it('has what is named by the words before what mentions them, over pages of one', async () => {
    const seen: string[] = [];
    let after: PlaceKeys | null = null;
    for (let page = 0; page < 4; page += 1) {
      const [row] = await list({ text: 'welding' }, 'RELEVANCE', after, 1);
      if (!row) break;
      seen.push(row.code);
      after = placeOf('RELEVANCE', row);
    }
    expect(seen).toEqual(['welding', 'safety']);
  });

  it.each<[string, AchievementFilter, string[]]>([
    ['a level', { level: { eq: 'EQF:4' } }, ['welding']],
    ['a framework of levels', { level: { startsWith: 'EQF:' } }, ['safety', 'welding']],
    ['at most a day of work', { effort: { atMost: 'P1D' } }, ['welding']],
    ['over two days of work', { effort: { atLeast: 'PT20H' } }, ['schweissen', 'safety']],
    ['what costs nothing', { cost: ['FREE'] }, ['welding']],
    ['what costs something', { cost: ['PAID'] }, ['schweissen']],
    ['a language of a translation, in any region', { language: ['fr-BE'] }, ['schweissen']],
    ['two languages', { language: ['de', 'es'] }, ['formacion', 'schweissen']],
    ['an address it is aligned to', { skill: { uri: 'https://skills.example/wick', orBelow: false } }, ['wick']],
    ['an address that no framework has', { skill: { uri: 'https://skills.example/wick' } }, ['wick']],
    ['an address that nothing is aligned to', { skill: { uri: 'https://skills.example/light' } }, []],
  ])('narrows by %s', async (_, filter, found) => {
    expect((await codes(filter)).sort()).toEqual([...found].sort());
  });

  it('puts the least effort first, and what states none last', async () => {
    expect((await codes({}, 'EFFORT_ASC')).slice(0, 3)).toEqual(['welding', 'schweissen', 'safety']);
  });

  it.each(['PT90M', 'PT20H', 'P3D', 'P1W', 'P1Y2M3DT4H5M', 'P1M', 'P99999999Y'])('counts %s as its own code does', async (effort) => {
    const [row] = await made.database.read({ tenant: null }, (tx) => tx.query<{ minutes: number }>('SELECT effort_minutes($1) AS minutes', [effort]));
    expect(row?.minutes).toBe(effortMinutes(effort));
  });

  it('finds by what an alignment falls under, once the catalogue was told that it does', async () => {
    const under = { skill: { uri: 'https://skills.example/lamps' } };
    await made.database.work(async (tx) => {
      const [framework, tenant] = [newId(), newId()];
      await tx.query(
        `INSERT INTO skill_framework (tenant_id, id, identifier, uri, state, generation, version, adopted_at, created_at, updated_at)
         VALUES ($1, $2, $2, 'https://skills.example', 'ADOPTED', 1, 1, now(), now(), now())`,
        [tenant, framework],
      );
      await tx.query(`INSERT INTO skill_closure (tenant_id, framework_id, descendant_uri, ancestor_uri, steps) VALUES ($1, $2, 'https://skills.example/wick', 'https://skills.example/lamps', 1)`, [tenant, framework]);
    });
    expect(await codes(under)).toEqual([]);
    await made.database.work((tx) => store.refreshSkills(tx));
    expect(await codes(under)).toEqual(['wick']);
    expect(await codes({ skill: { ...under.skill, orBelow: false } })).toEqual([]);
  });

  it('tells the issuers with the most', async () => {
    const guild = anIssuer();
    await stored(made.database, guild, 'one', { published: true, title: 'Ropes', language: 'nl' });
    const issuers = await made.database.read({ tenant: null }, (tx) => new FacetsStore().issuers(tx, null, toConditions({}), 20));
    expect(issuers).toEqual([{ issuer: museum.id, count: 6 }, { issuer: guild.id, count: 1 }]);
    const [first] = await made.database.read({ tenant: null }, (tx) => new FacetsStore().issuers(tx, null, toConditions({ language: ['nl'] }), 20));
    expect(first?.issuer).toBe(guild.id);
  });

  it.each<[string, AchievementFilter]>([
    ['21 words', { text: 'x '.repeat(21) }],
    ['6 languages of words', { text: 'x', textLanguages: ['en', 'de', 'fr', 'es', 'it', 'pt'] }],
    ['a language that is none', { language: ['not a tag'] }],
    ['a NUL in an address', { skill: { uri: 'https://a\0' } }],
  ])('refuses %s', (_, filter) => {
    expect(() => toConditions(filter)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
