import { aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anAward, anIssuer, assessment, aPublishedAchievement, type AwardMarked, eventually, type Marked, revoke } from './arrange.js';

const refusals = 'userErrors { code field message }';
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields: string) =>
  by.mutate<Payload>(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input }, { refusals: 'expected' });

interface Standing {
  readonly state: string;
  readonly completion: { readonly state: string; readonly completedOn: string } | null;
  readonly progress: {
    readonly state: string;
    readonly satisfied: number;
    readonly nodes: readonly { readonly id: string; readonly state: string; readonly have: number; readonly need: number; readonly blocking: string | null }[];
    readonly intervals: readonly { readonly from: string; readonly until: string | null }[];
    readonly exits: readonly { readonly id: string; readonly reachedOn: string | null }[];
  };
}
interface Held {
  readonly id: string;
  readonly state: string;
  readonly suspensionCauses: readonly string[];
  readonly achievement: { readonly id: string };
}

/** The Guild's ladder; figures over many earners are a report of their own and no part of this story. */
describe('S18: the ladder of an association', () => {
  let guild: TestTenant;
  let issuer: Marked;
  let parts: AchievementMarked[];
  const rung: Record<string, AchievementMarked> = {};
  const pathways: Record<string, { readonly id: string; readonly position: string }> = {};

  const award = (id: string, achievement: AchievementMarked, more: object = {}) => ({ id, kind: 'award', achievement: achievement.id, ...more });
  const achievementOf = (name: string): AchievementMarked => {
    const found = rung[name];
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };
  const pathwayOf = (name: string) => {
    const found = pathways[name];
    if (!found) throw new Error(`there is no pathway to ${name}`);
    return found;
  };

  async function aRung(name: string, definition: { readonly requirements: object[] } & Readonly<Record<string, unknown>>, completion: string | null): Promise<void> {
    const written = {
      language: 'cairn-pathway/1',
      policy: { sharing: 'shared' },
      versioning: { enrolFrom: '2020-01-01' },
      completion: completion ? { achievement: achievementOf(completion).id, autoIssue: true, onRevocation: 'suspend' } : null,
      ...definition,
    };
    const made = await did<{ pathway: { id: string }; pathwayVersion: { id: string } }>(guild, 'createPathway', { issuerId: issuer.id, code: `${name}-${Date.now()}`, title: name, definition: written }, 'pathway { id } pathwayVersion { id }');
    expect(made.userErrors).toEqual([]);
    const done = await did<{ position: string }>(guild, 'publishPathwayVersion', { id: made.pathwayVersion.id }, 'position');
    expect(done.userErrors).toEqual([]);
    pathways[name] = { id: made.pathway.id, position: done.position };
  }

  beforeAll(async () => {
    guild = await aTenant('Guild of Timber Engineers');
    issuer = await anIssuer(guild);
    parts = [];
    // The first may be awarded again and again.
    for (const title of ['Joints', 'Loads', 'Moisture', 'Fire', 'Sound']) parts.push(await aPublishedAchievement(guild, issuer, title, title === 'Joints' ? { duplicatePolicy: 'MANY' } : {}));
    for (const name of ['Small certificate', 'Certificate', 'Candidate', 'Examination', 'Certification', 'Alumni', 'Sixth']) rung[name] = await aPublishedAchievement(guild, issuer, name);
    const certified = { kind: 'PRIOR_AWARD', title: 'Certified', achievementId: achievementOf('Certification').id };
    rung.Advanced = await aPublishedAchievement(guild, issuer, 'Advanced', { requirement: { kind: 'ALL', of: [{ kind: 'EXAM', title: 'Written examination', assessed: true }, certified] } });
    // Pathways has heard of all of them, before it is asked to name them.
    const awaitPosition = [issuer, ...parts, ...Object.values(rung)].map(({ position }) => position).join(',');
    await eventually(() => guild.graph('query { pathways(first: 1) { totalCount } }', {}, { awaitPosition }), ({ errors }) => errors === undefined, 60_000);
    const five = parts.map((part, at) => award(`p${at + 1}`, part));
    await aRung(
      'certificate',
      {
        requirements: five,
        offRamps: [{ id: 'small', when: 'always', achievement: achievementOf('Small certificate').id, node: { id: 'three', kind: 'nOf', n: 3, of: parts.map((part, at) => award(`s${at + 1}`, part)) } }],
      },
      'Certificate',
    );
    await aRung(
      'candidate',
      { requirements: [award('certificate', achievementOf('Certificate')), { id: 'year-1', kind: 'attested', by: 'employer' }, { id: 'year-2', kind: 'attested', by: 'employer' }] },
      'Candidate',
    );
    await aRung('certification', { requirements: [award('candidate', achievementOf('Candidate')), award('examination', achievementOf('Examination'))] }, 'Certification');
    await aRung('advanced', { requirements: [award('certified', achievementOf('Certification'), { validity: 'activeNow' })] }, 'Advanced');
    await aRung('alumni', { requirements: [award('was-certified', achievementOf('Certification'), { validity: 'everEarned' })] }, 'Alumni');
    await aRung('two of five', { requirements: [{ id: 'two', kind: 'nOf', n: 2, of: five }] }, null);
  }, 120_000);

  const standing = async (enrolment: string): Promise<Standing> => {
    const { enrolment: found } = await guild.read<{ enrolment: Standing }>(
      `query ($id: ID!) { enrolment(id: $id) { state completion { state completedOn }
        progress { state satisfied nodes { id state have need blocking } intervals { from until } exits { id reachedOn } } } }`,
      { id: enrolment },
    );
    return found;
  };
  const until = (enrolment: string, wanted: (found: Standing) => boolean) => eventually(() => standing(enrolment), wanted, 30_000);
  /** All three, as an enrolment, its completion and its progress are read one after another, beside a write to them all. */
  const reached = (enrolment: string) => until(enrolment, ({ state, completion, progress }) => state === 'COMPLETED' && completion?.state === 'CURRENT' && progress.state === 'COMPLETE');
  const lost = (enrolment: string) => until(enrolment, ({ completion, progress }) => completion?.state === 'SUSPENDED' && progress.state === 'LAPSED');
  /** The award of a rung, once it is in this state. */
  const held = async (earner: string, name: string, state: string): Promise<Held> => {
    const found = await eventually(
      async () => {
        const { earner: record } = await guild.read<{ earner: { awards: { nodes: Held[] } } }>('query ($id: ID!) { earner(id: $id) { awards(first: 50) { nodes { id state suspensionCauses achievement { id } } } } }', { id: earner });
        return record.awards.nodes.find(({ achievement }) => achievement.id === achievementOf(name).id);
      },
      (one) => one?.state === state,
      30_000,
    );
    if (!found) throw new Error(`no award of ${name}`);
    return found;
  };
  const attest = async (enrolment: string, node: string, on: string) => {
    const { userErrors } = await did(guild, 'attestPathwayNode', { enrolmentId: enrolment, node, role: 'employer', on }, 'attestation { id }');
    expect(userErrors).toEqual([]);
  };
  /** The earner's enrolment: his first award has made it already, unless this comes before it. */
  const enrolled = async (earnerId: string, name: string, more: object = { enrolledOn: '2026-01-10' }): Promise<string> => {
    const { enrolment } = await did<{ enrolment: { id: string } | null }>(guild, 'enrolEarner', { earnerId, pathwayId: pathwayOf(name).id, ...more }, 'enrolment { id }');
    if (!enrolment) throw new Error(`no enrolment in ${name}`);
    return enrolment.id;
  };

  /** Somebody at the top: five parts, two attested years, the examination; nothing is entered twice. */
  async function climbed(student: string) {
    const mine: AwardMarked[] = [];
    for (const part of parts) mine.push(await anAward(guild, part, student));
    const earnerId = mine[0]?.earnerId ?? '';
    const certificate = await enrolled(earnerId, 'certificate');
    const candidate = await enrolled(earnerId, 'candidate');
    const certification = await enrolled(earnerId, 'certification');
    const advanced = await enrolled(earnerId, 'advanced');
    await reached(certificate);
    await held(earnerId, 'Certificate', 'ACTIVE');
    // Before today: what is reached and lost on one day never held at the end of a day.
    await attest(candidate, 'year-1', '2026-03-02');
    await attest(candidate, 'year-2', '2026-03-02');
    await anAward(guild, achievementOf('Examination'), student, { awardedOn: '2026-03-03' });
    for (const one of [candidate, certification, advanced]) await reached(one);
    await held(earnerId, 'Advanced', 'ACTIVE');
    return { earnerId, mine, certificate, candidate, certification, advanced };
  }

  it('is climbed without entering a part twice; a revoked part takes everything above with it, with reasons, and earning it again brings all of it back', async () => {
    const student = 'TIMBER-1';
    const { earnerId, mine, certificate, candidate, certification, advanced } = await climbed(student);
    const before = (await standing(certificate)).completion;

    await revoke(guild, mine[2]?.id ?? '');
    const below = await lost(certificate);
    expect(below.progress).toMatchObject({ satisfied: 4 });
    expect(below.progress.nodes.find(({ id }) => id === 'p3')).toMatchObject({ state: 'UNMET', blocking: 'REVOKED' });
    expect(await held(earnerId, 'Certificate', 'SUSPENDED')).toMatchObject({ suspensionCauses: ['COMPONENT_LOST'] });
    const above: [string, string][] = [
      [candidate, 'certificate'],
      [certification, 'candidate'],
      [advanced, 'certified'],
    ];
    for (const [enrolment, node] of above) {
      const found = await lost(enrolment);
      expect(found.progress.nodes.find(({ id }) => id === node)).toMatchObject({ state: 'UNMET', blocking: 'SUSPENDED' });
    }
    expect(await held(earnerId, 'Certification', 'SUSPENDED')).toMatchObject({ suspensionCauses: ['COMPONENT_LOST'] });

    await anAward(guild, parts[2] as AchievementMarked, student, { awardedOn: '2026-04-01' });
    for (const enrolment of [certificate, candidate, certification, advanced]) await reached(enrolment);
    for (const name of ['Certificate', 'Candidate', 'Certification', 'Advanced']) expect(await held(earnerId, name, 'ACTIVE')).toMatchObject({ suspensionCauses: [] });
    expect((await standing(certificate)).completion?.completedOn).toBe(before?.completedOn);
    expect((await standing(certificate)).progress.intervals).toEqual([{ from: before?.completedOn, until: null }]);
  }, 180_000);

  it('is not climbed out of order: the advanced one before certification is refused, and what is missing is named', async () => {
    const input = { achievementVersionId: achievementOf('Advanced').versionId, identifier: { type: 'STUDENT_ID', value: 'TIMBER-0' }, assessment };
    const refused = await did<{ award: null }>(guild, 'issueAward', input, 'award { id }');
    expect(refused).toMatchObject({ award: null, userErrors: [{ code: 'PREREQUISITE_MISSING', field: ['input', 'achievementVersionId', 'prior-award-1'] }] });
    await anAward(guild, achievementOf('Certification'), 'TIMBER-0');
    expect((await did<{ award: { id: string } }>(guild, 'issueAward', input, 'award { id }')).userErrors).toEqual([]);
  });

  it('has an exit: three of the five give a smaller certificate, and two never do', async () => {
    const student = 'TIMBER-2';
    const first = await anAward(guild, parts[0] as AchievementMarked, student);
    await anAward(guild, parts[1] as AchievementMarked, student);
    const enrolment = await enrolled(first.earnerId, 'certificate');
    const two = await until(enrolment, ({ progress }) => progress.satisfied === 2);
    expect(two.progress.exits).toEqual([{ id: 'small', reachedOn: null }]);
    await anAward(guild, parts[4] as AchievementMarked, student);
    // Both are told of what the award has led to; a read in the midst of it may have one of them.
    const three = await until(enrolment, ({ progress }) => progress.exits[0]?.reachedOn !== null && progress.satisfied === 3);
    expect(three.progress).toMatchObject({ state: 'IN_PROGRESS' });
    expect(three.completion).toBeNull();
    await held(first.earnerId, 'Small certificate', 'ACTIVE');
  }, 60_000);

  it('counts two awards of one part once: they are never two of five', async () => {
    const student = 'TIMBER-3';
    const first = await anAward(guild, parts[0] as AchievementMarked, student);
    await anAward(guild, parts[0] as AchievementMarked, student, { awardedOn: '2026-04-01' });
    const enrolment = await enrolled(first.earnerId, 'two of five');
    const found = await until(enrolment, ({ progress }) => progress.state === 'IN_PROGRESS');
    expect(found.progress).toMatchObject({ satisfied: 0 });
    expect(found.progress.nodes.find(({ id }) => id === 'two')).toMatchObject({ have: 1, need: 2 });
    await anAward(guild, parts[3] as AchievementMarked, student);
    await reached(enrolment);
  }, 60_000);

  it('lets an expired certification serve what asks for one ever earned, and not what asks for an active one', async () => {
    const student = 'TIMBER-4';
    const { earnerId } = await anAward(guild, achievementOf('Certification'), student, { awardedOn: '2023-01-01', validUntil: '2025-01-01' });
    const since = { enrolledOn: '2023-01-01' };
    const [advanced, alumni] = [await enrolled(earnerId, 'advanced', since), await enrolled(earnerId, 'alumni', since)];
    expect((await reached(alumni)).completion).toMatchObject({ state: 'CURRENT' });
    const found = await lost(advanced);
    expect(found.progress).toMatchObject({ satisfied: 0, nodes: [{ id: 'certified', blocking: 'EXPIRED' }], intervals: [{ from: '2023-01-01', until: '2025-01-01' }] });
    await held(earnerId, 'Alumni', 'ACTIVE');
    expect(await held(earnerId, 'Advanced', 'SUSPENDED')).toMatchObject({ suspensionCauses: ['COMPONENT_LOST'] });
  }, 60_000);

  it('never takes a held certificate away by a second version with a sixth part', async () => {
    const student = 'TIMBER-5';
    const mine: AwardMarked[] = [];
    for (const part of parts) mine.push(await anAward(guild, part, student));
    const earnerId = mine[0]?.earnerId ?? '';
    const certificate = await enrolled(earnerId, 'certificate');
    const before = await reached(certificate);
    await held(earnerId, 'Certificate', 'ACTIVE');

    const requirements = [...parts.map((part, at) => award(`p${at + 1}`, part)), award('p6', achievementOf('Sixth'))];
    const definition = { language: 'cairn-pathway/1', requirements, policy: { sharing: 'shared' }, completion: { achievement: achievementOf('Certificate').id, autoIssue: true, onRevocation: 'suspend' } };
    const drafted = await did<{ pathwayVersion: { id: string } }>(guild, 'draftPathwayVersion', { pathwayId: pathwayOf('certificate').id, title: 'certificate', definition }, 'pathwayVersion { id }');
    expect(drafted.userErrors).toEqual([]);
    const published = await did<{ position: string }>(guild, 'publishPathwayVersion', { id: drafted.pathwayVersion.id }, 'position');
    expect(published.userErrors).toEqual([]);

    // Somebody who enrols now needs all six.
    const late = await anAward(guild, parts[0] as AchievementMarked, 'TIMBER-6');
    const newcomer = await enrolled(late.earnerId, 'certificate', {});
    expect((await until(newcomer, ({ progress }) => progress.satisfied === 1)).progress.nodes.map(({ id }) => id)).toContain('p6');

    expect(await standing(certificate)).toEqual(before);
    expect(await held(earnerId, 'Certificate', 'ACTIVE')).toMatchObject({ suspensionCauses: [] });
  }, 90_000);
});
