import { anonymous } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aDesigner, aService } from '../testing/service.js';
import { aVersionInput } from '../testing/version-input.js';

const create = `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) { achievement { id } achievementVersion { id } userErrors { code field } } }`;
const publish = `mutation ($id: ID!) { publishAchievementVersion(input: { id: $id }) { userErrors { code field } } }`;
const document = `query ($id: ID!, $profile: DocumentProfile!, $demand: Boolean!, $languages: [String!]) {
  achievementDocument(id: $id, profile: $profile, demand: $demand, languages: $languages) { mediaType url encoding content userErrors { code field } } }`;

interface Made {
  readonly achievement: string;
  readonly version: string;
}

describe('documents about a definition', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  let shown: Made;
  let draft: Made;
  const tenant = newId();
  const museum = newId();
  const designer = aDesigner(tenant);
  const get = (path: string, headers: Record<string, string> = {}) => service.send(null, 'GET', path, { headers });

  const made = async (code: string, version = {}): Promise<Made> => {
    const { data } = await service.ask<{ createAchievement: { achievement: { id: string }; achievementVersion: { id: string } } }>(designer, create, {
      input: { issuerId: `iss_${museum}`, code, version: aVersionInput(version) },
    });
    if (!data?.createAchievement.achievement) throw new Error(JSON.stringify(data));
    return { achievement: data.createAchievement.achievement.id, version: data.createAchievement.achievementVersion.id };
  };

  beforeAll(async () => {
    service = await aService();
    await service.hearOf({ issuer: museum, name: 'Lighthouse Museum', sectors: ['NONPROFIT'], state: 'ACTIVE' }, tenant);
    shown = await made('SHOWN', { translations: [{ language: 'de', title: 'Hüterin der Laterne', description: 'Ein Abend.', criteria: 'Kommen.' }] });
    await service.ask(designer, publish, { id: shown.version });
    draft = await made('DRAFT');
  });
  afterAll(() => service.close());

  it('are served to everybody by what is accepted, and by the end of the address', async () => {
    const asked: [string, string, string][] = [
      ['', 'text/html', 'text/html; charset=utf-8'],
      ['', 'application/ld+json', 'application/ld+json'],
      ['', 'application/pdf', 'application/pdf'],
      ['.jsonld', 'text/html', 'application/ld+json'],
      ['.json', '*/*', 'application/json'],
      ['.pdf', '*/*', 'application/pdf'],
    ];
    for (const [extension, accept, mediaType] of asked) {
      const response = await get(`/a/${shown.version}${extension}`, { accept });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, mediaType]);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('vary')).toContain('Accept-Language');
    }
    expect((await get(`/a/${shown.version}`, { accept: 'image/png' })).status).toBe(406);
    expect((await get(`/a/${shown.achievement}`, { accept: 'text/html' })).status).toBe(200);
  });

  it('have the title in the language that is wanted, with its basis', async () => {
    const text = async (languages: string) => (await get(`/a/${shown.version}`, { accept: 'text/html', 'accept-language': languages })).text();
    expect(await text('de-CH, en;q=0.5')).toContain('<h1 lang="de">Hüterin der Laterne (Participation, not assessed)</h1>');
    expect(await text('fr')).toContain('<h1 lang="en">Keeper of the Lantern (Participation, not assessed)</h1>');
  });

  it('answer for a draft exactly as for what does not exist', async () => {
    const answers = await Promise.all(
      [draft.version, `acv_${newId()}`, 'nonsense', '%00', draft.achievement, `${draft.version}.pdf`, `${shown.version}.exe`].map(async (name) => {
        const response = await get(`/a/${name}`, { accept: 'text/html' });
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
  });

  it('are on the graph, a draft for its own tenant only', async () => {
    const ask = async (id: string, profile: string, principal = designer, demand = false) =>
      (await service.ask<{ achievementDocument: Record<string, unknown> | null }>(principal, document, { id, profile, demand })).data?.achievementDocument;
    const print = await ask(shown.version, 'PRINT', anonymous);
    expect(print).toMatchObject({ mediaType: 'application/pdf', encoding: 'BASE64', url: `https://registry.example/a/${shown.version}.pdf`, userErrors: [] });
    expect(Buffer.from(String(print?.content), 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(await ask(draft.achievement, 'CTDL')).toMatchObject({ mediaType: 'application/ld+json', encoding: 'TEXT', url: null });
    expect(await ask(draft.version, 'CTDL', anonymous)).toBeNull();
    const demanded = await ask(shown.version, 'EUROPEAN_ELEMENTS', anonymous, true);
    expect(demanded).toMatchObject({ content: null });
    expect((demanded?.userErrors as { code: string; field: string[] }[]).map(({ code, field }) => [code, field.at(-1)])).toEqual(
      ['COUNTRY', 'WORKLOAD', 'LEVEL', 'TYPE_OF_ASSESSMENT', 'FORM_OF_PARTICIPATION', 'QUALITY_ASSURANCE'].map((element) => ['EUROPEAN_ELEMENT_MISSING', element]),
    );
  });

  it('stand beside a card and a comparison of what the caller may read', async () => {
    const compare = `query ($ids: [ID!]!) { compareAchievements(ids: $ids) { columns { achievementVersion { id } clarityCard { title stated applicable completeness } } rows { fact label cells { status text } } } }`;
    const { data } = await service.ask<{ compareAchievements: { columns: { achievementVersion: { id: string }; clarityCard: object }[]; rows: { cells: unknown[] }[] } }>(designer, compare, { ids: [draft.achievement, shown.version] });
    expect(data?.compareAchievements.columns.map(({ achievementVersion }) => achievementVersion.id)).toEqual([draft.version, shown.version]);
    expect(data?.compareAchievements.rows).toHaveLength(18);
    expect((await service.ask(anonymous, compare, { ids: [draft.achievement, shown.version] })).data).toEqual({ compareAchievements: null });
    for (const ids of [[shown.version], [shown.version, shown.version], Array.from({ length: 11 }, () => `acv_${newId()}`)]) {
      expect((await service.ask(anonymous, compare, { ids })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    const card = `query ($id: ID!) { achievementVersion(id: $id) { clarityCard { basis facts { fact label status value } } } }`;
    const answer = await service.ask<{ achievementVersion: { clarityCard: { basis: string; facts: object[] } } }>(anonymous, card, { id: shown.version });
    expect(answer.data?.achievementVersion.clarityCard).toMatchObject({ basis: 'Participation, not assessed', facts: expect.arrayContaining([{ fact: 'RUBRIC', label: 'Rubric', status: 'NOT_APPLICABLE', value: null }]) });
  });
});
