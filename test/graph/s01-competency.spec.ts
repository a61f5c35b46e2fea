import { aRegistry, aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, aPublishedAchievement, eventually, type Marked } from './arrange.js';

/**
 * S1: a competency platform, from a draft to a decision within business days. What needs days to pass (the exact days of the
 * scenario, the overdue case at the head of the queue, a hold) is in
 * services/earners/src/assessment/review/review-case.db-spec.ts. Outside verifiers judge credentials in test/conformance.
 */

const refusals = 'userErrors { code field message }';
const mutation = (name: string, fields: string) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`;
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields = '') => by.mutate<Payload>(mutation(name, fields), { input });
const refused = async (by: GraphClient, name: string, input: object) => (await by.mutate<object>(mutation(name, ''), { input }, { refusals: 'expected' })).userErrors;
const codes = async (by: GraphClient, name: string, input: object): Promise<string[]> => (await refused(by, name, input)).map(({ code }) => code);

const levels = ['developing', 'proficient', 'leading'].map((key) => ({ key, title: key }));
const criteria = ['context', 'practice', 'evidence', 'insight'];
const competency = {
  issuerSector: 'TRAINING_PROVIDER',
  useCase: 'PROFESSIONAL_LEARNING',
  claimBasis: 'APPLIED_COMPETENCY',
  earningModes: ['ASSESSMENT'],
  estimatedEffort: 'PT15H',
  stated: { learningOutcomes: ['Leads a discussion in which every student speaks.'], competency: 'Leads discussions in which every student speaks.', method: 'Structured turn-taking.', researchBasis: 'Classroom talk, collected studies.' },
  requirement: {
    kind: 'ALL',
    of: [
      { kind: 'PART', key: 'overview', title: 'Overview', assessed: true, criteria: ['context'], evidence: { kinds: ['TEXT'], wordsMax: 300, artefactsMax: 0 } },
      { kind: 'PART', key: 'artefacts', title: 'Artefacts', assessed: true, criteria: ['practice', 'evidence'], evidence: { kinds: ['FILE', 'LINK'], artefactsMin: 2, artefactsMax: 2 } },
      { kind: 'PART', key: 'reflection', title: 'Reflection', assessed: true, criteria: ['insight'], evidence: { kinds: ['TEXT'], wordsMax: 500, artefactsMax: 0 } },
    ],
  },
  rubrics: [{ key: 'rubric', title: 'Rubric', criteria: criteria.map((key) => ({ key, title: key, standard: 'proficient', levels })) }],
  assessment: {
    reviewDays: 14,
    statements: [
      { key: 'INTEGRITY', text: 'This is my own work.' },
      { key: 'PRIVACY', text: 'No student can be recognised.' },
    ],
  },
};
const zone = 'America/New_York';
const statements = ['INTEGRITY', 'PRIVACY'];
const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(' ');
const dayInZone = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);

interface Seen {
  readonly state: string;
  readonly attempt: number;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly draft: { readonly revision: number; readonly parts: { readonly requirementKey: string; readonly text: string | null; readonly conflict: { readonly text: string } | null }[] } | null;
  readonly award: { readonly id: string } | null;
}

describe('a competency that is submitted', () => {
  let tenant: TestTenant;
  let issuer: Marked;
  let skill: AchievementMarked;
  let reviewer: GraphClient & { clientId: string };
  let submissionId: string;
  /** Two working days from tomorrow on, which are holidays of the issuer. */
  const holidays: string[] = [];

  const see = async (by: GraphClient = tenant): Promise<Seen> =>
    (
      await by.read<{ submission: Seen }>(
        'query ($id: ID!) { submission(id: $id) { state attempt dueAt overdue draft { revision parts { requirementKey text conflict { text } } } award { id } } }',
        { id: submissionId },
      )
    ).submission;

  beforeAll(async () => {
    tenant = await aTenant('Waymark', ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW']);
    const { issuer: made, position } = await did<{ issuer: { id: string }; position: string }>(
      tenant,
      'createIssuer',
      { name: `Waymark ${Math.random().toString(36).slice(2, 10)}`, url: 'https://waymark.example', sectors: ['TRAINING_PROVIDER'] },
      'issuer { id } position',
    );
    issuer = { id: made.id, position };
    for (let at = Date.now() + 86_400_000; holidays.length < 2; at += 86_400_000) if (isWorkday(dayInZone(at))) holidays.push(dayInZone(at));
    const workingDays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
    const { position: stated } = await did<{ position: string }>(
      tenant,
      'changeIssuerCalendar',
      { issuerId: issuer.id, timeZone: zone, workingDays, holidays: holidays.map((date) => ({ date, name: 'Holiday' })) },
      'position',
    );
    skill = await aPublishedAchievement(tenant, issuer, 'Talk for all', competency);
    const { clientId, key } = await did<{ clientId: string; key: string }>(tenant, 'createApiClient', { name: 'Reviewer', rights: ['REVIEW'] }, 'clientId key');
    reviewer = Object.assign(tenant.as(key), { clientId });
    await did(tenant, 'registerReviewer', { actorId: clientId, languages: ['en'] });
    // Earners has heard of the calendar before anything is filed.
    await tenant.read('{ awards(first: 1) { nodes { id } } }', {}, { awaitPosition: stated });
  });

  it('is drafted on the server, so that a lost client loses nothing, and a late one no text of either', async () => {
    const { earner } = await did<{ earner: { id: string } }>(tenant, 'createEarner', { name: 'Mira Moll', identifiers: [{ type: 'STUDENT_ID', value: 'W-1' }] }, 'earner { id }');
    const { submission } = await did<{ submission: { id: string } }>(tenant, 'startSubmission', { earnerId: earner.id, achievementVersionId: skill.versionId }, 'submission { id }');
    submissionId = submission.id;
    await did(tenant, 'saveSubmissionDraft', { submissionId, revision: 0, parts: [{ requirementKey: 'overview', text: 'My class of thirty.' }] });
    const anew = tenant.as(tenant.key);
    expect((await see(anew)).draft).toMatchObject({ revision: 1, parts: [{ requirementKey: 'overview', text: 'My class of thirty.' }] });
    expect(await codes(anew, 'saveSubmissionDraft', { submissionId, revision: 0, parts: [{ requirementKey: 'overview', text: 'Written on another screen.' }] })).toEqual(['DRAFT_REVISION_STALE']);
    const [overview] = (await see()).draft?.parts ?? [];
    expect([overview?.text, overview?.conflict?.text]).toEqual(['My class of thirty.', 'Written on another screen.']);
  });

  it('is filed whole, once, with its statements, and due after 14 business days of the issuer', async () => {
    const { draft } = await see();
    await did(tenant, 'saveSubmissionDraft', {
      submissionId,
      revision: draft?.revision,
      parts: [{ requirementKey: 'overview', text: words(301), dropConflict: true }, { requirementKey: 'reflection', text: words(500) }],
    });
    const revision = (await see()).draft?.revision;
    const tooLong = (await refused(tenant, 'submitAttempt', { submissionId, statements })).find(({ code }) => code === 'PART_TOO_LONG');
    expect(tooLong?.field).toEqual(['input', 'parts', 'overview', 'text']);
    await did(tenant, 'saveSubmissionDraft', { submissionId, revision, parts: [{ requirementKey: 'overview', text: words(300) }, { requirementKey: 'reflection', text: words(500) }] });
    expect(await codes(tenant, 'submitAttempt', { submissionId, statements })).toEqual(['PART_MISSING']);
    for (const n of [1, 2]) await did(tenant, 'addEvidenceLink', { submissionId, requirementKey: 'artefacts', url: `https://recordings.example/discussion-${n}` });
    expect(await codes(tenant, 'submitAttempt', { submissionId, statements: ['INTEGRITY'] })).toEqual(['STATEMENT_MISSING']);
    const filed = { submissionId, statements, idempotencyKey: `file-${submissionId}` };
    const [first, again] = [await did<object>(tenant, 'submitAttempt', filed, 'submission { id attempt state dueAt }'), await did<object>(tenant, 'submitAttempt', filed, 'submission { id attempt state dueAt }')];
    expect(again).toEqual(first);
    expect(await codes(tenant, 'submitAttempt', { ...filed, idempotencyKey: 'another' })).toEqual(['SUBMISSION_STATE_INVALID']);

    const { state, attempt, dueAt, overdue } = await see();
    expect([state, attempt, overdue]).toEqual(['SUBMITTED', 1, false]);
    let day = Date.now();
    for (let left = 14; left > 0; ) {
      day += 86_400_000;
      if (isWorkday(dayInZone(day)) && !holidays.includes(dayInZone(day))) left -= 1;
    }
    expect(dayInZone(Date.parse(dueAt ?? '') - 1)).toBe(dayInZone(day));
    expect(dayInZone(Date.parse(dueAt ?? ''))).not.toBe(dayInZone(day));
  });

  it('is offered to a reviewer by rule, and granted with an award and a credential that can be verified at once', async () => {
    const asked = () =>
      reviewer.read<{ myReviewCases: { nodes: { id: string; rubric: object[]; parts: { requirement: string; evidence: { name: string; url: string }[] }[]; assignment: { id: string; state: string } }[] } }>(
        `{ myReviewCases(first: 5) { nodes { id rubric { key standard parts levels { key } } parts { requirement words evidence { name url } } assignment { id state } } } }`,
      );
    const [offer] = (await eventually(asked, ({ myReviewCases }) => myReviewCases.nodes.length > 0)).myReviewCases.nodes;
    expect(offer?.rubric.length).toBe(4);
    expect(offer?.parts.find(({ requirement }) => requirement === 'artefacts')?.evidence.map(({ name }) => name)).toEqual(['artefact-1', 'artefact-2']);
    const queued = await reviewer.read<{ issuer: { reviewQueue: { nodes: { id: string }[] } } }>('query ($id: ID!) { issuer(id: $id) { reviewQueue(first: 5, filter: { overdue: false }) { nodes { id overdue } } } }', { id: issuer.id });
    expect(queued.issuer.reviewQueue.nodes).toEqual([{ id: offer?.id, overdue: false }]);

    const { assignment } = await did<{ assignment: { review: { id: string } } }>(reviewer, 'acceptReviewAssignment', { id: offer?.assignment.id }, 'assignment { review { id } }');
    expect((await see()).state).toBe('IN_REVIEW');
    const score = (level: string) => ({ id: assignment.review.id, scores: criteria.map((criterion) => ({ criterion, level })) });
    expect(await codes(reviewer, 'saveReview', score('superb'))).toEqual(criteria.map(() => 'SCORE_INVALID'));
    expect(await codes(reviewer, 'finaliseReview', { id: assignment.review.id, recommendation: 'MEETS' })).toEqual(criteria.map(() => 'SCORE_INVALID'));
    await did(reviewer, 'saveReview', score('proficient'));
    await did(reviewer, 'finaliseReview', { id: assignment.review.id, recommendation: 'MEETS' });
    const { award, position } = await did<{ award: { id: string }; position: string }>(reviewer, 'decideSubmission', { id: offer?.id, kind: 'GRANT' }, 'award { id } position');
    expect(await see()).toMatchObject({ state: 'GRANTED', award: { id: award.id } });

    const { award: read } = await tenant.read<{ award: { credential: { document: Record<string, unknown> } } }>('query ($id: ID!) { award(id: $id) { credential { url document } } }', { id: award.id }, { awaitPosition: position });
    const document = read.credential.document;
    expect(JSON.stringify(document)).toContain('proficient');
    expect(document).toHaveProperty('evidence');
    const { verifyCredential } = await aRegistry()
      .operator.as(null)
      .read<{ verifyCredential: { verdict: string } }>('query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict } }', { input: { document } });
    expect(verifyCredential.verdict).toBe('VALID');
  });

  it('is of a definition that can be printed', async () => {
    const { achievementDocument } = await tenant.read<{ achievementDocument: { mediaType: string; content: string; encoding: string } }>(
      'query ($id: ID!) { achievementDocument(id: $id, profile: PRINT) { mediaType content encoding } }',
      { id: skill.versionId },
    );
    const pdf = Buffer.from(achievementDocument.content, 'base64').toString('latin1');
    expect([achievementDocument.mediaType, pdf.slice(0, 5), pdf.includes('/StructTreeRoot'), /\/Marked true/.test(pdf)]).toEqual(['application/pdf', '%PDF-', true, true]);
  });
});

const isWorkday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
