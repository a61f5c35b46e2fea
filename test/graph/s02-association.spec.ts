import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, eventually, type Marked } from './arrange.js';
import { aCohort, type Cohort, type CohortPathway, counted, type Delta, importRoster, memberLine } from './s02-people.js';

const refusals = 'userErrors { code field message }';
/** 18,000 in the whole story; the same with fewer tells the same. */
const size = Number(process.env['CAIRN_S2_MEMBERS'] ?? 400);
const unhurried = size > 2_000 ? 1_800_000 : 180_000;

const did = <Payload extends object>(by: TestTenant, name: string, input: object, fields: string) =>
  by.mutate<Payload>(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input }, { refusals: 'expected' });

interface Followed {
  readonly id: string;
  readonly state: string;
  readonly pauseReason: string | null;
  readonly version: number;
  readonly pathway: { readonly id: string };
  readonly pathwayVersion: { readonly id: string };
  readonly progress: { readonly satisfied: number; readonly total: number } | null;
  readonly nextSteps: readonly { readonly achievements: readonly { readonly id: string }[]; readonly completes: number; readonly effortMinutes: number | null }[];
}

describe('S2: an association of many educators with several pathways', () => {
  let teasel: TestTenant;
  let issuer: Marked;
  let cohort: Cohort;
  let achievements: AchievementMarked[];

  async function aMembersPathway(title: string, parts: readonly AchievementMarked[], more: object = {}): Promise<Marked> {
    const definition = { language: 'cairn-pathway/1', requirements: parts.map(({ id }, at) => ({ id: `m${at + 1}`, kind: 'award', achievement: id })), policy: { sharing: 'shared', enrolment: 'required' } };
    const awaitPosition = [issuer, ...parts].map(({ position }) => position).join(',');
    const key = `${title}-${Date.now()}`;
    const text = `mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathway { id } pathwayVersion { id } ${refusals} } }`;
    const input = { idempotencyKey: key, issuerId: issuer.id, code: key, title, definition, access: 'MEMBERS_ONLY', ...more };
    const made = await teasel.mutate<{ pathway: { id: string }; pathwayVersion: { id: string } }>(text, { input }, { awaitPosition });
    const { position } = await did<{ position: string }>(teasel, 'publishPathwayVersion', { id: made.pathwayVersion.id }, 'position');
    return { id: made.pathway.id, position };
  }

  beforeAll(async () => {
    teasel = await aTenant('Teasel County Educators');
    issuer = await anIssuer(teasel, `Teasel County Educators ${Date.now()}`);
    achievements = [];
    for (let at = 1; at <= 6; at += 1) achievements.push(await aPublishedAchievement(teasel, issuer, `Micro-credential ${at}`, { estimatedEffort: `PT${10 * at}H` }));
    const pathways = [];
    for (const parts of [4, 5, 6]) {
      const own = achievements.slice(0, parts);
      pathways.push({ ...(await aMembersPathway(`Pathway of ${parts}`, own)), achievements: own });
    }
    cohort = await aCohort(teasel, pathways, size);
  }, unhurried);

  const tableOf = ({ id }: Marked) =>
    teasel.read<{ stackingTable: { enrolled: number; rows: { satisfied: number; enrolments: number }[] } }>('query ($id: ID!) { stackingTable(pathwayId: $id) { enrolled rows { satisfied enrolments } } }', { id });
  const settledTable = (pathway: CohortPathway) =>
    eventually(() => tableOf(pathway), ({ stackingTable: { rows } }) => JSON.stringify(rows.map(({ enrolments }) => enrolments)) === JSON.stringify(counted(pathway)), unhurried / 4);
  const followedBy = async (member: string): Promise<Followed[]> => {
    const fields = 'id state pauseReason version pathway { id } pathwayVersion { id } progress { satisfied total } nextSteps(first: 1) { achievements { id } completes effortMinutes }';
    const found = await teasel.read<{ earner: { enrolments: { nodes: Followed[] } } }>(`query ($id: ID!) { earner(id: $id) { enrolments(first: 10) { nodes { ${fields} } } } }`, { id: cohort.earners.get(member) });
    return found.earner.enrolments.nodes;
  };
  const rosterStateOf = async (member: string) =>
    (await teasel.read<{ earner: { rosterEntry: { state: string } | null } }>('query ($id: ID!) { earner(id: $id) { rosterEntry { state } } }', { id: cohort.earners.get(member) })).earner.rosterEntry?.state ?? null;

  it('counts for k = 0 to n exactly how many have k, summing to the enrolled', async () => {
    for (const pathway of cohort.pathways) {
      const { stackingTable } = await settledTable(pathway);
      expect(stackingTable.rows).toEqual(counted(pathway).map((enrolments, satisfied) => ({ satisfied, enrolments })));
      expect([stackingTable.enrolled, stackingTable.rows.reduce((sum, { enrolments }) => sum + enrolments, 0)]).toEqual([pathway.satisfied.length, pathway.satisfied.length]);
    }
  }, unhurried);

  it('lists a cohort page by page, each member with figures of his own', async () => {
    const [pathway] = cohort.pathways;
    await settledTable(pathway!);
    const { pathway: read } = await teasel.read<{ pathway: { cohort: { nodes: { satisfied: number; total: number; complete: boolean }[]; pageInfo: { hasNextPage: boolean } } } }>(
      'query ($id: ID!) { pathway(id: $id) { cohort(first: 100, filter: { satisfied: 4 }) { nodes { satisfied total complete } pageInfo { hasNextPage } } } }',
      { id: pathway?.id },
    );
    const expected = counted(pathway!)[4] ?? 0;
    expect(read.cohort.nodes).toHaveLength(Math.min(expected, 100));
    for (const node of read.cohort.nodes) expect(node).toEqual({ satisfied: 4, total: 4, complete: true });
  }, unhurried);

  it('tells a member in one operation how far he is and what to do next', async () => {
    const [member, { pathway, satisfied }] = [...cohort.following].find(([, one]) => one.satisfied === 2 && one.pathway.achievements.length === 5)!;
    const [followed] = await eventually(() => followedBy(member), ([one]) => one?.progress?.satisfied === 2);
    expect(followed).toMatchObject({ state: 'ACTIVE', pathway: { id: pathway.id }, progress: { satisfied, total: 5 } });
    expect(followed?.nextSteps).toEqual([{ achievements: [{ id: achievements[2]?.id }], completes: 1, effortMinutes: 1_800 }]);
  });

  it('follows a delta of the roster once, and brings back who comes back', async () => {
    const [leaver, { satisfied }] = [...cohort.following].find(([, one]) => one.satisfied === 3)!;
    const others = cohort.members.slice(size / 2).filter((member) => member !== leaver);
    const lines = [
      ...Array.from({ length: 300 }, (_, at) => memberLine('JOINED', `new-${cohort.members[0]}-${at}`, `Newcomer ${at}`)),
      ...[leaver, ...others.slice(0, 119)].map((member) => memberLine('LEFT', member)),
      ...others.slice(119, 199).map((member) => memberLine('CHANGED', member, `Renamed ${member}`)),
    ];
    const [before] = await eventually(() => followedBy(leaver), ([one]) => one?.progress?.satisfied === 3);
    const deltaId = `2026-10-07/${cohort.members[0]}`;
    const first = await importRoster(teasel, deltaId, lines);
    expect(first).toMatchObject({ applied: true, joined: 300, left: 120, changed: 80, errors: [] });
    expect(await importRoster(teasel, deltaId, lines)).toMatchObject({ alreadyApplied: true, joined: 300, left: 120, changed: 80, position: null });
    expect([await rosterStateOf(leaver), await rosterStateOf(others[0]!), await rosterStateOf(others[150]!)]).toEqual([null, null, 'ACTIVE']);

    const [paused] = await eventually(() => followedBy(leaver), ([one]) => one?.state === 'PAUSED', 60_000);
    expect(paused).toMatchObject({ id: before?.id, pauseReason: 'MEMBERSHIP_ENDED', progress: { satisfied } });
    const { earner } = await teasel.read<{ earner: { awards: { nodes: { state: string }[] } } }>('query ($id: ID!) { earner(id: $id) { awards(first: 10) { nodes { state } } } }', { id: cohort.earners.get(leaver) });
    expect(earner.awards.nodes.map(({ state }) => state)).toEqual(Array.from({ length: satisfied }, () => 'ACTIVE'));

    expect(await importRoster(teasel, `${deltaId}/back`, [memberLine('JOINED', leaver)])).toMatchObject({ joined: 1 });
    const [resumed] = await eventually(() => followedBy(leaver), ([one]) => one?.state === 'ACTIVE', 60_000);
    expect(resumed).toMatchObject({ id: before?.id, pathwayVersion: before?.pathwayVersion, pauseReason: null, progress: { satisfied } });
  }, 180_000);

  it('refuses a delta with a malformed line, or that line alone', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => (at === 16 ? 'JOINED,EMAIL,nobody at all,,' : memberLine('JOINED', `late-${cohort.members[0]}-${at}`)));
    const errors = [{ row: 17, code: 'INVALID_VALUE', field: 'identifier' }];
    const deltaId = `malformed/${cohort.members[0]}`;
    expect(await importRoster(teasel, deltaId, lines)).toMatchObject({ applied: false, joined: 0, errors, position: null } satisfies Partial<Delta>);
    expect(await importRoster(teasel, deltaId, lines, 'BEST_EFFORT')).toMatchObject({ applied: true, joined: 499, errors });
  }, 60_000);

  it('lets nobody in who is on no roster, and asks where somebody has to agree', async () => {
    const stranger = await did<{ earner: { id: string }; position: string }>(teasel, 'createEarner', { name: 'Tomas Rell', identifiers: [{ type: 'MEMBER_ID', value: `stranger-${Date.now()}` }] }, 'earner { id } position');
    const enrol = (earnerId: string | undefined, pathwayId: string) =>
      teasel.mutate<{ enrolment: { id: string; state: string } | null; userErrors: { code: string; field: string[] }[] }>(
        `mutation ($input: EnrolEarnerInput!) { enrolEarner(input: $input) { enrolment { id state } ${refusals} } }`,
        { input: { earnerId, pathwayId } },
        { refusals: 'expected', awaitPosition: stranger.position },
      );
    expect(await enrol(stranger.earner.id, cohort.pathways[0]!.id)).toMatchObject({ enrolment: null, userErrors: [{ code: 'PATHWAY_MEMBERS_ONLY', field: ['input', 'earnerId'] }] });

    const asked = await aMembersPathway('With approval', achievements.slice(0, 1), { approval: 'REQUIRED' });
    const member = cohort.members.at(-1)!;
    const { enrolment } = await enrol(cohort.earners.get(member), asked.id);
    expect(enrolment).toMatchObject({ state: 'REQUESTED' });
    expect((await followedBy(member)).find(({ id }) => id === enrolment?.id)).toMatchObject({ state: 'REQUESTED' });
    expect((await tableOf(asked)).stackingTable.enrolled).toBe(0);
    expect(await did(teasel, 'decideEnrolment', { id: enrolment?.id, approved: true }, 'enrolment { state }')).toMatchObject({ enrolment: { state: 'ACTIVE' } });
    expect((await tableOf(asked)).stackingTable.enrolled).toBe(1);
  });

  it('shows nothing of it to another tenant', async () => {
    const other = await aTenant('Hazelford School District');
    const [pathway] = cohort.pathways;
    const [member] = cohort.following.keys();
    const [followed] = await followedBy(member!);
    expect(await other.read('query ($id: ID!) { enrolment(id: $id) { id } }', { id: followed?.id })).toEqual({ enrolment: null });
    expect(await other.read('query ($id: ID!) { earner(id: $id) { id } }', { id: cohort.earners.get(member!) })).toEqual({ earner: null });
    await expect(other.read('query ($id: ID!) { stackingTable(pathwayId: $id) { enrolled } }', { id: pathway?.id })).rejects.toThrow(/no such pathway/);
  });
});
