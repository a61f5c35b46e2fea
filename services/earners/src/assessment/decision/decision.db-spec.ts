import type { Principal } from '@cairn/access';
import { ReviewDesk } from '../../testing/review-desk.js';

const decided = 'decision { kind attempt decidedAs reason feedback returnedParts businessDays criteria { criterion level meets feedback } } award { id state } secondOpinionAsked';

interface Decided {
  readonly decision: { kind: string; [field: string]: unknown } | null;
  readonly award: { id: string; state: string } | null;
  readonly secondOpinionAsked: boolean;
}

describe('a decision', () => {
  let desk: ReviewDesk;
  beforeAll(async () => {
    desk = await ReviewDesk.open();
  });
  afterAll(() => desk.service.close());

  const grantor = (): Principal => ({ ...desk.administrator, actor: crypto.randomUUID(), rights: ['GRANT_AWARD'] });
  const decide = (by: Principal, input: object) => desk.act<Decided>(by, 'decideSubmission', input, decided);
  const count = async (table: string, submission: string): Promise<number> => {
    const text = table === 'award' ? 'SELECT 1 FROM award a JOIN submission s ON s.award_id = a.id WHERE s.id = $1' : 'SELECT 1 FROM decision d WHERE d.submission_id = $1';
    return (await desk.service.database.work((tx) => tx.query(text, [submission.slice(4)]))).length;
  };
  /** A reviewer who is asked about nothing here. */
  const elsewhere = () => desk.aReviewer({ achievementIds: [`ach_${crypto.randomUUID()}`] });
  /** A case of its own tenant desk: its reviewers are offered it alone, since each has room for one. */
  async function aCase(policy: Parameters<ReviewDesk['published']>[0] = {}, reviewers = 1) {
    const version = await desk.published(policy);
    const only = { openAtMost: 1, achievementIds: [`ach_${version.achievement}`] };
    const listed = await Promise.all(Array.from({ length: reviewers }, () => desk.aReviewer(only)));
    const earner = await desk.anEarner();
    const submission = await desk.filed(version, earner);
    return { version, earner, submission, reviewers: listed, reviewer: listed[0] as (typeof listed)[number] };
  }

  it('leaves no trace of who reviewed and decided in the trail that the earner may read', async () => {
    const { submission, reviewer, earner } = await aCase({ decision: 'TWO_STAGE' });
    const { caseId, reviewId } = await desk.accepted(reviewer);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'leading' });
    const by = grantor();
    expect((await decide(by, { id: caseId, kind: 'GRANT' })).userErrors).toEqual([]);
    type Entry = { action: string; actor: string | null };
    const about = (ids: readonly string[]) =>
      desk.service.database.work((tx) =>
        tx.query<Entry>('SELECT e.action, e.actor FROM audit_entry e JOIN audit_earner a ON a.entry_id = e.id WHERE a.earner_id = $1 AND e.actor = ANY($2::uuid[])', [earner.slice(4), ids]),
      );
    expect(await about([reviewer.actor ?? '', by.actor ?? ''])).toEqual([]);
    expect((await about([desk.administrator.actor ?? ''])).map(({ action }) => action)).toContain('cairn.submission.submitted.v1');
    const inTrail = await desk.service.database.work((tx) => tx.query<Entry>('SELECT e.action, e.actor FROM audit_entry e WHERE e.actor = ANY($1::uuid[])', [[reviewer.actor, by.actor]]));
    expect(inTrail.map(({ action }) => action)).toEqual(expect.arrayContaining(['cairn.review-assignment.accepted', 'cairn.review.finalised', 'cairn.submission.decided']));
    expect(submission).toMatch(/^sub_/);
  });

  it('of the reviewer grants, and makes the award with its results and evidence in the same transaction', async () => {
    const { submission, reviewer, earner } = await aCase();
    const { caseId, reviewId } = await desk.accepted(reviewer);
    expect((await decide(reviewer, { id: caseId, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'REVIEW_NOT_FINAL' }]);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'leading' });
    const { decision, award, userErrors } = await decide(reviewer, { id: caseId, kind: 'GRANT' });
    expect([userErrors, decision?.kind, decision?.['decidedAs'], award?.state]).toEqual([[], 'GRANT', 'REVIEWER', 'ACTIVE']);
    const { earner: shown } = await desk.query<{ earner: { awards: { nodes: object[] } } }>(
      desk.administrator,
      'query ($id: ID!) { earner(id: $id) { awards(first: 2) { nodes { id visibility assessment { method } results { name value achievedLevel } evidence { requirement kind } } } } }',
      { id: earner },
    );
    expect(shown.awards.nodes).toEqual([
      {
        id: award?.id,
        visibility: 'PRIVATE',
        assessment: { method: 'review of evidence' },
        results: [
          { name: 'Result p1', value: 'Meeting', achievedLevel: 'meeting' },
          { name: 'Result p2', value: 'Leading', achievedLevel: 'leading' },
        ],
        evidence: [
          { requirement: 'p1', kind: 'TEXT' },
          { requirement: 'p2', kind: 'TEXT' },
        ],
      },
    ]);
    expect((await decide(reviewer, { id: caseId, kind: 'DENY', feedback: 'No.' })).userErrors).toMatchObject([{ code: 'DECISION_EXISTS' }]);
    expect([await count('decision', submission), await count('award', submission)]).toEqual([1, 1]);
  });

  it('of two stages is made by somebody else, who may return against a recommendation', async () => {
    const { submission, reviewer } = await aCase({ decision: 'TWO_STAGE' });
    const idris = grantor();
    expect((await decide(idris, { id: submission, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'REVIEW_NOT_FINAL' }]);
    const { caseId, reviewId } = await desk.accepted(reviewer);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'meeting' });
    expect((await decide(reviewer, { id: caseId, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'DECISION_NOT_ALLOWED' }]);
    expect((await decide({ ...reviewer, rights: ['REVIEW', 'GRANT_AWARD'] }, { id: caseId, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'GRANTOR_IS_ASSESSOR' }]);
    expect((await decide(idris, { id: caseId, kind: 'RETURN', returnedParts: ['p1'] })).userErrors).toMatchObject([{ code: 'FEEDBACK_MISSING' }]);
    const { reviewCase } = await desk.query<{ reviewCase: { reviews: object[] } }>(idris, 'query ($id: ID!) { reviewCase(id: $id) { reviews { recommendation notes } } }', { id: caseId });
    expect(reviewCase.reviews).toEqual([{ recommendation: 'MEETS', notes: 'Between us: promising.' }]);
    const { decision } = await decide(idris, { id: caseId, kind: 'RETURN', returnedParts: ['p1'], feedback: 'Name the school.' });
    expect(decision).toMatchObject({ kind: 'RETURN', decidedAs: 'GRANTOR', returnedParts: ['p1'], feedback: 'Name the school.' });
    const told = await desk.query<{ submission: object }>(desk.administrator, 'query ($id: ID!) { submission(id: $id) { state decisions { feedback criteria { criterion title } } } }', { id: submission });
    expect(told.submission).toEqual({
      state: 'RETURNED',
      decisions: [{ feedback: 'Name the school.', criteria: [{ criterion: 'c-p1', title: 'Criterion p1' }, { criterion: 'c-p2', title: 'Criterion p2' }] }],
    });
    expect(JSON.stringify(told)).not.toContain('Between us');
  });

  it('is made once, however many grantors make it at once', async () => {
    const { submission, reviewer } = await aCase({ decision: 'TWO_STAGE' });
    const { reviewId } = await desk.accepted(reviewer);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'meeting' });
    const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => decide(grantor(), { id: submission, kind: at % 2 === 0 ? 'GRANT' : 'DENY', feedback: 'So.' })));
    expect(answers.filter((answer) => answer.decision).length).toBe(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(Array.from({ length: 5 }, () => 'DECISION_EXISTS'));
    expect(await count('decision', submission)).toBe(1);
    expect(await count('award', submission)).toBe(answers.some(({ award }) => award) ? 1 : 0);
  });

  it('repeated under one key answers the same', async () => {
    const { submission, reviewer } = await aCase();
    const { reviewId } = await desk.accepted(reviewer);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'meeting' });
    const input = { id: submission, kind: 'GRANT', idempotencyKey: 'once' };
    const [first, second] = [await decide(reviewer, input), await decide(reviewer, input)];
    expect(second).toEqual(first);
    expect(first.award).not.toBeNull();
  });

  it('to grant what is held already changes nothing', async () => {
    const { version, submission, earner, reviewer } = await aCase();
    const { caseId, reviewId } = await desk.accepted(reviewer);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'meeting' });
    const assessment = { method: 'Interview', assessedOn: '2026-01-05' };
    await desk.done(desk.administrator, 'issueAward', { earnerId: earner, achievementVersionId: `acv_${version.achievementVersion}`, assessment }, '__typename');
    expect((await decide(reviewer, { id: caseId, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'ALREADY_AWARDED' }]);
    const { submission: after } = await desk.query<{ submission: object }>(desk.administrator, 'query ($id: ID!) { submission(id: $id) { state decisions { kind } } }', { id: submission });
    expect(after).toEqual({ state: 'IN_REVIEW', decisions: [] });
  });

  it('returns the parts behind what is below standard; what was filed then is judged with the difference in sight', async () => {
    const { submission, reviewer } = await aCase({ attemptsMax: 2 });
    const { caseId, reviewId } = await desk.accepted(reviewer);
    expect(await desk.codes(reviewer, 'saveReview', { id: reviewId, scores: [{ criterion: 'c-p1', level: 'superb' }] })).toEqual(['SCORE_INVALID']);
    await desk.done(reviewer, 'saveReview', { id: reviewId, scores: [{ criterion: 'c-p1', level: 'meeting' }, { criterion: 'c-p2', level: 'beginning' }] }, '__typename');
    expect(await desk.codes(reviewer, 'finaliseReview', { id: reviewId, recommendation: 'NOT_YET' })).toEqual(['FEEDBACK_MISSING']);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'beginning' });
    expect(await desk.codes(reviewer, 'saveReview', { id: reviewId })).toEqual(['REVIEW_STATE_INVALID']);
    expect((await decide(reviewer, { id: caseId, kind: 'RETURN' })).decision).toMatchObject({ returnedParts: ['p2'], reason: 'BELOW_STANDARD' });
    await desk.file(submission, 1, { p2: 'Two and more.' });
    const query = `query ($id: ID!) { reviewCase(id: $id) { attempt parts { requirement text carriedFrom } diff { requirement changes { kind text } }
      previousFeedback { attempt criteria { criterion meets feedback } } } }`;
    const second = await elsewhere();
    expect((await desk.query<{ reviewCase: { parts: null } }>(second, query, { id: caseId })).reviewCase.parts).toBeNull();
    const { reviewId: again } = await desk.accepted(reviewer);
    const { reviewCase } = await desk.query<{ reviewCase: object }>(reviewer, query, { id: caseId });
    expect(reviewCase).toEqual({
      attempt: 2,
      parts: [
        { requirement: 'p1', text: 'One.', carriedFrom: 1 },
        { requirement: 'p2', text: 'Two and more.', carriedFrom: null },
      ],
      diff: [{ requirement: 'p2', changes: [{ kind: 'SAME', text: 'Two' }, { kind: 'ADDED', text: ' and more' }, { kind: 'SAME', text: '.' }] }],
      previousFeedback: [
        {
          attempt: 1,
          criteria: [
            { criterion: 'c-p1', meets: true, feedback: null },
            { criterion: 'c-p2', meets: false, feedback: 'More of p2.' },
          ],
        },
      ],
    });
    await desk.reviewed(reviewer, again, { p1: 'meeting', p2: 'beginning' });
    expect((await decide(reviewer, { id: caseId, kind: 'RETURN' })).userErrors).toMatchObject([{ code: 'ATTEMPTS_USED_UP' }]);
    expect((await decide(reviewer, { id: caseId, kind: 'DENY' })).decision).toMatchObject({ kind: 'DENY', attempt: 2 });
  });

  it('against the first review waits for a second one, where the policy says so', async () => {
    const { submission, reviewers } = await aCase({ decision: 'TWO_STAGE', secondOpinion: 'ON_DISAGREEMENT' }, 2);
    const idris = grantor();
    const offered = await Promise.all(reviewers.map(async (one) => (await desk.asked(one)).length));
    const [first, second] = offered[0] === 1 ? [reviewers[0], reviewers[1]] : [reviewers[1], reviewers[0]];
    if (!first || !second) throw new Error('there are two reviewers');
    await desk.reviewed(first, (await desk.accepted(first)).reviewId, { p1: 'meeting', p2: 'meeting' });
    expect(await decide(idris, { id: submission, kind: 'DENY', feedback: 'Thin.' })).toMatchObject({ decision: null, secondOpinionAsked: true, userErrors: [] });
    expect((await decide(idris, { id: submission, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'REVIEW_NOT_FINAL' }]);
    await desk.reviewed(second, (await desk.accepted(second)).reviewId, { p1: 'beginning', p2: 'meeting' });
    const { decision } = await decide(idris, { id: submission, kind: 'DENY' });
    expect(decision).toMatchObject({ kind: 'DENY', criteria: [{ criterion: 'c-p1', level: 'beginning', feedback: 'More of p1.' }, { criterion: 'c-p2', level: 'meeting' }] });
  });

  it('of a panel is what enough of it voted', async () => {
    const { submission, reviewers } = await aCase({ decision: 'PANEL', panel: { members: 3, needed: 2 } }, 3);
    const votes = [{ p1: 'meeting', p2: 'meeting' }, { p1: 'beginning', p2: 'meeting' }, { p1: 'meeting', p2: 'leading' }];
    const [first] = reviewers;
    if (!first) throw new Error('there is a panel');
    for (const [at, one] of reviewers.entries()) {
      if (at > 0) expect((await decide(first, { id: submission, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'REVIEW_NOT_FINAL' }]);
      await desk.reviewed(one, (await desk.accepted(one)).reviewId, votes[at] ?? {});
    }
    expect((await decide(first, { id: submission, kind: 'DENY' })).userErrors).toMatchObject([{ code: 'DECISION_NOT_ALLOWED' }]);
    expect((await decide(first, { id: submission, kind: 'GRANT' })).decision).toMatchObject({ decidedAs: 'PANEL', criteria: [{ level: 'meeting' }, { level: 'meeting' }] });
    const [row] = await desk.service.database.work((tx) => tx.query<{ by: string[] }>('SELECT decided_by AS by FROM decision WHERE submission_id = $1', [submission.slice(4)]));
    expect(row?.by.length).toBe(2);
  });

  it('is refused to a reviewer who has become a colleague half-way, and to the earner himself', async () => {
    const { version, earner, submission, reviewer } = await aCase({ reviewers: { mustHoldAward: false, notSameGroup: true, notEarlierCollaborator: false, sameLanguage: false } });
    const { caseId, reviewId } = await desk.accepted(reviewer);
    await desk.done(desk.administrator, 'addToRoster', { earnerId: earner, groups: ['north'] }, '__typename');
    await desk.done(desk.administrator, 'changeReviewer', { id: reviewer.reviewerId, groups: ['north'] }, '__typename');
    const scores = ['p1', 'p2'].map((key) => ({ criterion: `c-${key}`, level: 'meeting' }));
    await desk.done(reviewer, 'saveReview', { id: reviewId, scores }, '__typename');
    expect(await desk.codes(reviewer, 'finaliseReview', { id: reviewId, recommendation: 'MEETS' })).toEqual(['REVIEWER_CONFLICT']);
    await desk.done(desk.administrator, 'changeReviewer', { id: reviewer.reviewerId, groups: [] }, '__typename');
    await desk.done(reviewer, 'finaliseReview', { id: reviewId, recommendation: 'MEETS' }, '__typename');
    await desk.done(desk.administrator, 'changeReviewer', { id: reviewer.reviewerId, groups: ['north'] }, '__typename');
    expect((await decide(reviewer, { id: caseId, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'REVIEWER_CONFLICT' }]);
    await desk.done(desk.administrator, 'changeReviewer', { id: reviewer.reviewerId, groups: [], earnerId: earner }, '__typename');
    expect((await decide(reviewer, { id: caseId, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'REVIEWER_CONFLICT' }, { code: 'REVIEWER_CONFLICT' }]);
    // He steps back, and somebody else reviews it anew.
    const [assignment] = await desk.service.database.work((tx) => tx.query<{ id: string }>('SELECT id FROM review_assignment WHERE submission_id = $1', [submission.slice(4)]));
    const other = await desk.aReviewer({ achievementIds: [`ach_${version.achievement}`] });
    await desk.done(reviewer, 'recuseFromReview', { id: `asg_${assignment?.id}`, reason: 'CONFLICT' }, '__typename');
    await desk.reviewed(other, (await desk.accepted(other)).reviewId, { p1: 'meeting', p2: 'meeting' });
    expect((await decide(other, { id: caseId, kind: 'GRANT' })).decision).toMatchObject({ kind: 'GRANT' });
  });

  it('is none of those who have nothing to do with it', async () => {
    const { submission, reviewer } = await aCase();
    const { caseId, reviewId } = await desk.accepted(reviewer);
    await desk.reviewed(reviewer, reviewId, { p1: 'meeting', p2: 'meeting' });
    const stranger = { ...desk.administrator, tenant: crypto.randomUUID() };
    expect((await decide(stranger, { id: submission, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await decide({ ...desk.administrator, rights: ['AWARD'] }, { id: submission, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await decide(await elsewhere(), { id: caseId, kind: 'GRANT' })).userErrors).toMatchObject([{ code: 'DECISION_NOT_ALLOWED' }]);
    expect((await decide(reviewer, { id: caseId, kind: 'REVOKE' })).userErrors).toMatchObject([{ code: 'DECISION_NOT_ALLOWED' }]);
  });
});
