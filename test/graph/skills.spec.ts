import { aTenant, GraphClient, type TestTenant } from '@cairn/testkit';
import { aPublishedAchievement, anIssuer } from './arrange.js';

/**
 * A museum imports a framework of skills of CASE 1.1, adopts it and aligns an achievement to it; anybody reads the skill from
 * the alignment, looks for skills by name, and fetches the framework as CASE and CTDL-ASN.
 */

/** Addresses of this run's own: an address stands for one skill, whoever imports it. */
const run = Date.now().toString(16).padStart(12, '0').slice(-12);
const uuid = (digit: number) => `5c11150${digit}-0000-4000-8000-${run}`;
const address = (digit: number) => `https://harbour.example/skills/${uuid(digit)}`;
const stamp = { lastChangeDateTime: '2026-03-01T09:00:00Z' };
const link = (digit: number, title: string) => ({ title, identifier: uuid(digit), uri: address(digit) });
const title = 'Harbour lights';

const framework = {
  CFDocument: { identifier: uuid(0), uri: address(0), creator: 'Harbour Museum', title, language: 'en', adoptionStatus: 'Draft', ...stamp },
  CFItems: ['Keeps harbour lights', 'Trims harbour wicks'].map((fullStatement, at) => ({ identifier: uuid(at + 1), uri: address(at + 1), fullStatement, humanCodingScheme: `H${at + 1}`, ...stamp })),
  CFAssociations: [{ identifier: uuid(3), uri: address(3), associationType: 'isChildOf', originNodeURI: link(2, 'Trims harbour wicks'), destinationNodeURI: link(1, 'Keeps harbour lights'), ...stamp }],
};

interface Job {
  readonly id: string;
  readonly state: string;
  readonly unchanged: boolean;
  readonly framework: { readonly id: string; readonly caseUrl: string; readonly ctdlAsnUrl: string } | null;
  readonly faults: readonly { readonly code: string; readonly message: string }[];
}

const fields = 'id state unchanged framework { id caseUrl ctdlAsnUrl } faults { code message }';

async function imported(tenant: TestTenant, file: object, adopt = false): Promise<Job> {
  const headers = { authorization: `Bearer ${tenant.key}` };
  const uploaded = await fetch(`${tenant.url}/uploads/achievements`, { method: 'POST', body: JSON.stringify(file), headers });
  const uploadId = uploaded.headers.get('location')?.split('/').at(-1);
  const { job } = await tenant.mutate<{ job: Job }>(
    `mutation ($input: ImportSkillFrameworkInput!) { importSkillFramework(input: $input) { job { ${fields} } userErrors { code field message } } }`,
    { input: { uploadIds: [uploadId], format: 'CASE', adopt } },
  );
  return ended(tenant, job.id);
}

async function ended(tenant: TestTenant, id: string): Promise<Job> {
  for (;;) {
    const { skillFrameworkJob: job } = await tenant.read<{ skillFrameworkJob: Job }>(`query ($id: ID!) { skillFrameworkJob(id: $id) { ${fields} } }`, { id });
    if (job.state === 'FINISHED' || job.state === 'FAILED') return job;
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

describe('skills', () => {
  let museum: TestTenant;
  let anybody: GraphClient;
  let job: Job;

  beforeAll(async () => {
    museum = await aTenant('Harbour Museum');
    anybody = museum.as(null);
    job = await imported(museum, framework);
  });

  test('stand in a draft first, then before everybody', async () => {
    const look = `query ($id: ID!) { skillFramework(id: $id) { state title { text } skills(first: 5, top: true) { nodes { code narrower(first: 5) { nodes { code } } } } } }`;
    const id = job.framework?.id;
    expect(await anybody.read(look, { id })).toEqual({ skillFramework: null });
    expect((await fetch(`${museum.url}/ims/case/v1p1/CFPackages/${uuid(0)}`)).status).toBe(404);
    const { job: adoption } = await museum.mutate<{ job: Job }>(`mutation ($input: AdoptSkillFrameworkInput!) { adoptSkillFramework(input: $input) { job { ${fields} } userErrors { code field message } } }`, { input: { id } });
    expect((await ended(museum, adoption.id)).state).toBe('FINISHED');
    expect(await anybody.read(look, { id })).toEqual({
      skillFramework: { state: 'ADOPTED', title: { text: title }, skills: { nodes: [{ code: 'H1', narrower: { nodes: [{ code: 'H2' }] } }] } },
    });
  });

  test('are what an achievement is aligned to, and lead from it to what is above them', async () => {
    const issuer = await anIssuer(museum);
    const alignments = [{ targetName: 'Trims harbour wicks', targetUrl: address(2), targetFramework: title }, { targetName: 'Elsewhere', targetUrl: 'https://elsewhere.example/skill' }];
    const { id, position } = await aPublishedAchievement(museum, issuer, 'Wick trimming', { alignments });
    const look = `query ($id: ID!) { achievement(id: $id) { currentVersion { alignments { targetName skill { code broader { code } ancestors { name { text language } } framework { title { text } } } } } } }`;
    expect(await anybody.read(look, { id }, { awaitPosition: position })).toEqual({
      achievement: {
        currentVersion: {
          alignments: [
            { targetName: 'Trims harbour wicks', skill: { code: 'H2', broader: [{ code: 'H1' }], ancestors: [{ name: { text: 'Keeps harbour lights', language: 'en' } }], framework: { title: { text: title } } } },
            { targetName: 'Elsewhere', skill: null },
          ],
        },
      },
    });
  });

  test('are found by name, spelt right or nearly so, and by their ids', async () => {
    const find = async (text: string) =>
      (await anybody.read<{ skills: { nodes: { id: string; code: string }[] } }>(`query ($filter: SkillFilter!) { skills(first: 5, filter: $filter) { nodes { id code } } }`, { filter: { text, framework: job.framework?.id } })).skills.nodes;
    const [wick] = await find('trims wick');
    expect(wick?.code).toBe('H2');
    expect((await find('harbuor lihgts')).map(({ code }) => code)).toContain('H1');
    expect(await anybody.read(`query ($id: ID!) { node(id: $id) { ... on Skill { uri } } }`, { id: wick?.id })).toEqual({ node: { uri: address(2) } });
  });

  test('go out as they came in, and as CTDL-ASN', async () => {
    const pathOf = (url = '') => new URL(url).pathname;
    const sent = (await (await fetch(`${museum.url}${pathOf(job.framework?.caseUrl)}`)).json()) as typeof framework;
    expect(sent.CFItems).toEqual(framework.CFItems.map((item) => ({ ...item, language: 'en', CFDocumentURI: link(0, title) })));
    expect(await imported(museum, { ...sent, CFDocument: { ...sent.CFDocument, adoptionStatus: 'Draft' } })).toMatchObject({ state: 'FINISHED', unchanged: true });
    const graph = (await (await fetch(`${museum.url}${pathOf(job.framework?.ctdlAsnUrl)}`)).json()) as { '@graph': { '@type': string }[] };
    expect(graph['@graph'].map((node) => node['@type'])).toEqual(['ceasn:CompetencyFramework', 'ceasn:Competency', 'ceasn:Competency']);
  });

  test('are refused when one is below itself, and whoever may not design is told so', async () => {
    const [child] = framework.CFAssociations;
    const circle = { ...framework, CFAssociations: [child, { ...child, identifier: uuid(4), originNodeURI: link(1, ''), destinationNodeURI: link(2, '') }] };
    expect(await imported(museum, circle)).toMatchObject({ state: 'FAILED', faults: [{ code: 'SKILL_FRAMEWORK_INVALID', message: expect.stringContaining('cannot be below itself: “H') }] });
    const outsider = await aTenant('Quay School', ['AWARD']);
    const { userErrors } = await outsider.mutate(`mutation ($input: ImportSkillFrameworkInput!) { importSkillFramework(input: $input) { job { id } userErrors { code field message } } }`, { input: { uploadIds: ['x'], format: 'CASE' } }, { refusals: 'expected' });
    expect(userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
  });
});
