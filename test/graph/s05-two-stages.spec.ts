import { aTenant, type GraphClient, type TestRight, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, eventually, type Marked } from './arrange.js';

/** S5: an assessor recommends, a grantor decides. The figures are those of the scenario at a tenth of its size, in the same proportions. */

const refusals = 'userErrors { code field message }';
const mutation = (name: string, fields: string) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`;
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields = '') => by.mutate<Payload>(mutation(name, fields), { input });
const codes = async (by: GraphClient, name: string, input: object): Promise<string[]> =>
  (await by.mutate<object>(mutation(name, ''), { input }, { refusals: 'expected' })).userErrors.map(({ code }) => code);

const levels = [
  { key: 'not-yet', title: 'Not yet' },
  { key: 'meets', title: 'Meets the standard' },
];
const recommendedThenGranted = {
  claimBasis: 'APPLIED_COMPETENCY',
  requirement: {
    kind: 'ALL',
    of: ['plan', 'reflection'].map((key) => ({ kind: 'PART', key, title: key, assessed: true, criteria: [`${key}-quality`], evidence: { kinds: ['TEXT'], wordsMax: 300, artefactsMax: 0 } })),
  },
  rubrics: [{ key: 'rubric', title: 'Rubric', criteria: ['plan', 'reflection'].map((key) => ({ key: `${key}-quality`, title: key, standard: 'meets', levels })) }],
  assessment: { decision: 'TWO_STAGE', reviewDays: 10 },
};
const privately = 'Between colleagues: borderline, but honest work.';

describe('where an assessor recommends and a grantor decides', () => {
  let tenant: TestTenant;
  let issuer: Marked;
  let skill: AchievementMarked;
  let assessor: GraphClient & { clientId: string };
  let idris: GraphClient & { clientId: string };
  let students = 0;

  async function aClient(name: string, rights: readonly TestRight[]) {
    const { clientId, key } = await did<{ clientId: string; key: string }>(tenant, 'createApiClient', { name, rights }, 'clientId key');
    return Object.assign(tenant.as(key), { clientId });
  }
  async function anEarner(): Promise<string> {
    students += 1;
    const input = { name: `Student ${students}`, identifiers: [{ type: 'STUDENT_ID', value: `T-${students}` }] };
    return (await did<{ earner: { id: string } }>(tenant, 'createEarner', input, 'earner { id }')).earner.id;
  }
  async function file(submissionId: string, revision: number): Promise<void> {
    const parts = ['plan', 'reflection'].map((requirementKey) => ({ requirementKey, text: `Version ${revision + 1} of the ${requirementKey}.` }));
    await did(tenant, 'saveSubmissionDraft', { submissionId, revision, parts: revision === 0 ? parts : parts.slice(0, 1) });
    await did(tenant, 'submitAttempt', { submissionId, statements: [] });
  }
  async function begun(achievement: AchievementMarked, earnerId: string): Promise<string> {
    const { submission } = await did<{ submission: { id: string } }>(tenant, 'startSubmission', { earnerId, achievementVersionId: achievement.versionId }, 'submission { id }');
    await file(submission.id, 0);
    return submission.id;
  }
  interface Claimed {
    readonly assignment: { readonly review: { readonly id: string } };
    readonly reviewCase: { readonly id: string };
  }
  const claim = (by: GraphClient) => did<Claimed>(by, 'claimReview', { issuerId: issuer.id, achievementId: skill.id }, 'assignment { review { id } } reviewCase { id }');
  const score = (by: GraphClient, id: string, found: 'meets' | 'not-yet') => {
    const feedback = found === 'meets' ? null : 'Say how the lesson went on.';
    return did(by, 'saveReview', { id, notes: privately, scores: [{ criterion: 'plan-quality', level: found, feedback }, { criterion: 'reflection-quality', level: 'meets' }] });
  };
  const finalise = (by: GraphClient, id: string, found: 'meets' | 'not-yet') => did(by, 'finaliseReview', { id, recommendation: found === 'meets' ? 'MEETS' : 'NOT_YET' });
  const asEarnerSees = (id: string) =>
    tenant.read<{ submission: { state: string; award: { id: string } | null; decisions: { kind: string; feedback: string | null; returnedParts: string[] }[] } }>(
      `query ($id: ID!) { submission(id: $id) { state award { id state } attempts { number parts { text } }
        decisions { id kind decidedAs reason feedback returnedParts criteria { criterion level meets feedback } } } }`,
      { id },
    );

  beforeAll(async () => {
    tenant = await aTenant('Bloomfield Teaching', ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'ANALYSE', 'REVIEW', 'GRANT_AWARD']);
    issuer = await anIssuer(tenant);
    skill = await aPublishedAchievement(tenant, issuer, 'Plans a lesson for all', recommendedThenGranted);
    assessor = await aClient('Assessor', ['REVIEW', 'GRANT_AWARD']);
    idris = await aClient('Idris', ['GRANT_AWARD']);
    await did(tenant, 'registerReviewer', { actorId: assessor.clientId, languages: ['en'], openAtMost: 100, achievementIds: [skill.id] });
  });

  it('the award is made by the grantor, and neither of them is known to the earner, nor what they told one another', async () => {
    const submissionId = await begun(skill, await anEarner());
    expect(await codes(idris, 'decideSubmission', { id: submissionId, kind: 'GRANT' })).toEqual(['REVIEW_NOT_FINAL']);
    const { assignment, reviewCase } = await claim(assessor);
    await score(assessor, assignment.review.id, 'meets');
    expect(await codes(idris, 'decideSubmission', { id: reviewCase.id, kind: 'GRANT' })).toEqual(['REVIEW_NOT_FINAL']);
    await finalise(assessor, assignment.review.id, 'meets');
    expect((await asEarnerSees(submissionId)).submission.award).toBeNull();
    expect(await codes(assessor, 'decideSubmission', { id: reviewCase.id, kind: 'GRANT' })).toEqual(['GRANTOR_IS_ASSESSOR']);
    const seen = await idris.read<{ reviewCase: { reviews: { notes: string }[] } }>('query ($id: ID!) { reviewCase(id: $id) { reviews { recommendation notes } parts { text } } }', { id: reviewCase.id });
    expect(seen.reviewCase.reviews).toEqual([{ recommendation: 'MEETS', notes: privately }]);

    const { award, position } = await did<{ award: { id: string }; position: string }>(idris, 'decideSubmission', { id: reviewCase.id, kind: 'GRANT' }, 'award { id } decision { kind decidedAs } position');
    const told = await asEarnerSees(submissionId);
    expect(told.submission).toMatchObject({ state: 'GRANTED', award: { id: award.id }, decisions: [{ kind: 'GRANT' }] });
    const { award: credential } = await tenant.read<{ award: object }>('query ($id: ID!) { award(id: $id) { results { name value } credential { document } } }', { id: award.id }, { awaitPosition: position });
    for (const secret of [privately, assessor.clientId, idris.clientId, assessor.clientId.slice(4), idris.clientId.slice(4)]) {
      expect(JSON.stringify([told, credential])).not.toContain(secret);
    }
    expect(await codes(idris, 'decideSubmission', { id: reviewCase.id, kind: 'DENY', feedback: 'No.' })).toEqual(['DECISION_EXISTS']);
  });

  it('the grantor may return against a recommendation, if he says why', async () => {
    const submissionId = await begun(skill, await anEarner());
    const { assignment, reviewCase } = await claim(assessor);
    await score(assessor, assignment.review.id, 'meets');
    await finalise(assessor, assignment.review.id, 'meets');
    expect(await codes(idris, 'decideSubmission', { id: reviewCase.id, kind: 'RETURN', returnedParts: ['reflection'] })).toEqual(['FEEDBACK_MISSING']);
    await did(idris, 'decideSubmission', { id: reviewCase.id, kind: 'RETURN', returnedParts: ['reflection'], feedback: 'Reflect on the quiet ones too.' });
    expect((await asEarnerSees(submissionId)).submission).toMatchObject({
      state: 'RETURNED',
      award: null,
      decisions: [{ kind: 'RETURN', returnedParts: ['reflection'], feedback: 'Reflect on the quiet ones too.' }],
    });
    await did(tenant, 'withdrawSubmission', { submissionId });
  });

  it('figures tell how often the first and the second try suffice', async () => {
    skill = await aPublishedAchievement(tenant, issuer, 'Reads a class', recommendedThenGranted);
    const reviewer = await aClient('Assessor of many', ['REVIEW']);
    await did(tenant, 'registerReviewer', { actorId: reviewer.clientId, languages: ['en'], openAtMost: 100, achievementIds: [skill.id] });
    const together = async (works: readonly (() => Promise<unknown>)[]) => {
      for (let from = 0; from < works.length; from += 4) await Promise.all(works.slice(from, from + 4).map((work) => work()));
    };
    /** Reviews and decides as many cases as there are kinds, whichever they are. */
    const decideAll = async (kinds: readonly ('GRANT' | 'DENY' | 'RETURN')[]) => {
      for (const kind of kinds) {
        const { assignment, reviewCase } = await claim(reviewer);
        const found = kind === 'GRANT' ? 'meets' : 'not-yet';
        await score(reviewer, assignment.review.id, found);
        await finalise(reviewer, assignment.review.id, found);
        await did(idris, 'decideSubmission', { id: reviewCase.id, kind });
      }
    };
    const kinds = (granted: number, denied: number, returned: number) => [
      ...Array.from({ length: granted }, () => 'GRANT' as const),
      ...Array.from({ length: denied }, () => 'DENY' as const),
      ...Array.from({ length: returned }, () => 'RETURN' as const),
    ];
    const returned = async () =>
      (
        await tenant.read<{ submissions: { nodes: { id: string; draft: { revision: number } }[] } }>(
          'query ($filter: SubmissionFilter) { submissions(first: 100, filter: $filter) { nodes { id draft { revision } } } }',
          { filter: { state: ['RETURNED'], achievement: { eq: skill.id } } },
        )
      ).submissions.nodes;

    await together(Array.from({ length: 20 }, () => async () => begun(skill, await anEarner())));
    await decideAll(kinds(7, 1, 12));
    await together((await returned()).map(({ id, draft }) => () => file(id, draft.revision)));
    await decideAll(kinds(9, 1, 2));
    await together((await returned()).map(({ id, draft }) => () => file(id, draft.revision)));
    await decideAll(kinds(2, 0, 0));

    const ask = () =>
      tenant.read<{ assessmentFigures: Record<string, number> }>(
        'query ($issuer: ID!, $achievement: ID) { assessmentFigures(issuerId: $issuer, achievementId: $achievement) { firstDecided firstPassRate secondTryAcceptance granted meanAttemptsToGrant meanBusinessDays overdue } }',
        { issuer: issuer.id, achievement: skill.id },
      );
    const { assessmentFigures: figures } = await eventually(ask, ({ assessmentFigures }) => assessmentFigures['granted'] === 18);
    expect(figures).toMatchObject({ firstDecided: 20, firstPassRate: 7 / 20, secondTryAcceptance: 9 / 12, granted: 18, overdue: 0 });
    expect([figures['firstPassRate'], figures['secondTryAcceptance']]).toEqual([0.35, 0.75]);
    expect(figures['meanAttemptsToGrant']).toBeCloseTo(1.72, 2);
    expect((await idris.read<object>('query ($issuer: ID!) { assessmentFigures(issuerId: $issuer) { granted } }', { issuer: issuer.id }))).toEqual({ assessmentFigures: null });
  }, 120_000);
});
