import { aTenant, type TestTenant } from '@cairn/testkit';
import { aDraftAchievement, anIssuer, aPublishedAchievement, assessment, type Marked } from './arrange.js';

/**
 * S15, the half about publication: a micro-credential must be earned, and what was only attended says so. The clarity card and
 * comparison are in s15-comparison.spec.ts.
 */
const exam = { kind: 'EXAM', title: 'The examination', assessed: true };
const project = { kind: 'PROJECT', title: 'A roof of one’s own', assessed: true };
const attendance = { kind: 'COURSE', title: 'Two days at the yard' };

const publishing = `mutation ($input: PublishAchievementVersionInput!) { publishAchievementVersion(input: $input) {
  achievementVersion { state assessed claimBasis achievementType } userErrors { code field message } } }`;
const issuing = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code field message } } }`;

describe('S15: a micro-credential must be earned', () => {
  let tenant: TestTenant;
  let guild: Marked;

  beforeAll(async () => {
    tenant = await aTenant('Guild of Timber Engineers');
    guild = await anIssuer(tenant, `Guild of Timber Engineers ${Date.now()}`);
  });

  const published = async (title: string, text: object) => {
    const draft = await aDraftAchievement(tenant, guild, title, text);
    const answer = await tenant.mutate<{ achievementVersion: object | null }>(publishing, { input: { id: draft.versionId } }, { refusals: 'expected' });
    const { achievement } = await tenant.read<{ achievement: { version: number } }>('query ($id: ID!) { achievement(id: $id) { version } }', { id: draft.id });
    return { ...answer, told: answer.userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`), version: achievement.version };
  };
  const skilled = (requirement: object) => ({ achievementType: 'MicroCredential', claimBasis: 'DEMONSTRATED_SKILL', earningModes: ['ASSESSMENT'], requirement });

  it.each([
    ['an examination or attendance', { kind: 'ANY', of: [exam, attendance] }, false],
    ['attendance and an examination', { kind: 'ALL', of: [attendance, exam] }, true],
    ['two of examination, project and attendance', { kind: 'AT_LEAST', atLeast: 2, of: [exam, project, attendance] }, true],
    ['one of examination, project and attendance', { kind: 'AT_LEAST', atLeast: 1, of: [exam, project, attendance] }, false],
  ])('asks of a demonstrated skill that no way leads past an assessment: %s', async (title, requirement, holds) => {
    const { told, version, achievementVersion } = await published(title, skilled(requirement));
    expect([told, version]).toEqual(holds ? [[], 2] : [['ASSESSED_REQUIREMENT_MISSING input.version.requirement'], 1]);
    expect(achievementVersion).toEqual(holds ? { state: 'PUBLISHED', assessed: true, claimBasis: 'DEMONSTRATED_SKILL', achievementType: 'MicroCredential' } : null);
  });

  const attended = (achievementType: string) => ({
    achievementType,
    claimBasis: 'PARTICIPATION',
    earningModes: ['COURSE'],
    requirement: attendance,
    stated: { recognises: 'Two days at the yard.' },
  });

  it.each([
    ['Badge', []],
    ['CertificateOfCompletion', []],
    ['MicroCredential', ['TYPE_BASIS_MISMATCH input.version.achievementType']],
    ['Certificate', ['TYPE_BASIS_MISMATCH input.version.achievementType']],
  ])('lets participation be a %s or not', async (type, refusals) => {
    const { told, achievementVersion } = await published(`Attended as ${type}`, attended(type));
    expect(told).toEqual(refusals);
    expect(achievementVersion).toEqual(refusals.length > 0 ? null : { state: 'PUBLISHED', assessed: false, claimBasis: 'PARTICIPATION', achievementType: type });
  });

  it('describes no result where nothing was assessed, and awards none', async () => {
    const { told } = await published('Attended with a mark', { ...attended('Badge'), resultDescriptions: [{ key: 'mark', name: 'Mark', resultType: 'LetterGrade' }] });
    expect(told).toEqual(['RESULT_NOT_ALLOWED input.version.resultDescriptions']);
    const badge = await aPublishedAchievement(tenant, guild, 'Attended', attended('Badge'));
    const input = { achievementVersionId: badge.versionId, identifier: { type: 'STUDENT_ID', value: 'S15' }, awardedOn: '2026-03-01' };
    const award = (more: object) => tenant.mutate<{ award: object | null }>(issuing, { input: { ...input, ...more } }, { refusals: 'expected', awaitPosition: badge.position });
    const withResult = await award({ assessment, results: [{ name: 'Mark', value: 'A' }] });
    expect([withResult.award, withResult.userErrors.map(({ code }) => code)]).toEqual([null, expect.arrayContaining(['RESULT_NOT_ALLOWED'])]);
    expect((await award({})).userErrors).toEqual([]);
  });

  it('says how it is judged, by whom it is decided and which standard is followed, in a text that says no HTML', async () => {
    const text = {
      ...skilled({ ...exam, key: 'craft', criteria: ['joint'], pass: { result: 'points', minimum: 24 } }),
      rubrics: [
        {
          key: 'craft',
          title: 'Craft',
          criteria: [{ key: 'joint', title: 'The joint', standard: 'tight', levels: [{ key: 'loose', title: 'Loose', points: 0 }, { key: 'tight', title: 'Tight', points: 4 }] }],
        },
      ],
      resultDescriptions: [
        { key: 'points', name: 'Points', resultType: 'RawScore', valueMin: 0, valueMax: 40 },
        { key: 'joint-level', name: 'The joint', resultType: 'RubricCriterionLevel', criterion: 'joint' },
      ],
      assessment: { decision: 'TWO_STAGE', statements: [{ key: 'INTEGRITY', text: 'The work is my own.' }] },
      stated: { learningOutcomes: ['Cuts a joint that holds.'], standardFollowed: 'CERTIFICATE_PROGRAMME', supervision: 'SUPERVISED_ON_SITE' },
    };
    const joints = await aPublishedAchievement(tenant, guild, 'Joints', text);
    const { achievementVersion } = await tenant.read<{ achievementVersion: object }>(
      `query ($id: ID!) { achievementVersion(id: $id) {
         requirement { key criteria pass { result minimum } }
         rubrics { key criteria { key standard weight levels { key points } } }
         resultDescriptions { key criterion levels { key } valueMax }
         assessment { decision reviewDays appealDays attemptsMax openTo secondOpinion statements { key } }
         stated { learningOutcomes standardFollowed supervision identityCheck price { amount } } } }`,
      { id: joints.versionId },
      { key: null },
    );
    expect(achievementVersion).toEqual({
      requirement: { key: 'craft', criteria: ['joint'], pass: { result: 'points', minimum: 24 } },
      rubrics: [{ key: 'craft', criteria: [{ key: 'joint', standard: 'tight', weight: 1, levels: [{ key: 'loose', points: 0 }, { key: 'tight', points: 4 }] }] }],
      resultDescriptions: [
        { key: 'points', criterion: null, levels: [], valueMax: 40 },
        { key: 'joint-level', criterion: 'joint', levels: [{ key: 'loose' }, { key: 'tight' }], valueMax: null },
      ],
      assessment: { decision: 'TWO_STAGE', reviewDays: 14, appealDays: 30, attemptsMax: null, openTo: 'ANYONE', secondOpinion: 'NEVER', statements: [{ key: 'INTEGRITY' }] },
      stated: { learningOutcomes: ['Cuts a joint that holds.'], standardFollowed: 'CERTIFICATE_PROGRAMME', supervision: 'SUPERVISED_ON_SITE', identityCheck: null, price: null },
    });
    const contradicting = await published('Joints, contradicting', {
      ...text,
      requirement: { ...exam, criteria: ['joint', 'gap'], pass: { result: 'points', minimum: 41 } },
      assessment: { decision: 'PANEL', panel: { members: 3, needed: 4 } },
    });
    expect(contradicting.told).toEqual([
      'REQUIREMENT_INVALID input.version.requirement.criteria.1',
      'REQUIREMENT_INVALID input.version.requirement.pass.minimum',
      'REQUIREMENT_INVALID input.version.assessment.panel.needed',
    ]);
    const html = await tenant.mutate<object>(
      `mutation ($input: DraftAchievementVersionInput!) { draftAchievementVersion(input: $input) { achievementVersion { id } userErrors { code field message } } }`,
      {
        input: {
          achievementId: joints.id,
          version: { ...skilled(exam), title: 'Joints', description: 'See <img src=x onerror=alert(1)>', criteria: 'Cut.', issuerSector: 'HIGHER_EDUCATION', useCase: 'NON_CURRICULAR' },
        },
      },
      { refusals: 'expected' },
    );
    expect(html.userErrors.map(({ code, field }) => [code, field?.join('.')])).toEqual([['HTML_NOT_ALLOWED', 'input.version.description']]);
  });
});
