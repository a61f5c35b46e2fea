import { randomBytes } from 'node:crypto';
import { aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anAward, anIssuer, aPathway, aPublishedAchievement, assessedText, eventually, type Marked } from './arrange.js';
import { aStaff, codes, did, download, type Staff, upload } from './s04-people.js';
import { aPerson, register, Request } from './signing-in.js';
import { aWordDocument, textsIn } from './word-document.js';

/**
 * S4: peer-reviewed licence credit, misconduct and appeal. What needs days to pass is in
 * services/earners/src/assessment/misconduct/misconduct.db-spec.ts: the revocation when the time for an appeal is over, an
 * appeal that is pending then, and one on day 31.
 */

const levels = [
  { key: 'not-yet', title: 'Not yet' },
  { key: 'meets', title: 'Meets the standard' },
];
const five = [1, 2, 3, 4, 5];

/** Five parts with a criterion each. */
const lesson = (rules: object) => ({
  estimatedEffort: 'PT10H',
  claimBasis: 'APPLIED_COMPETENCY',
  requirement: {
    kind: 'ALL',
    of: five.map((n) => ({
      kind: 'PART',
      key: `part-${n}`,
      title: `Part ${n}`,
      assessed: true,
      criteria: [`criterion-${n}`],
      evidence: { kinds: ['TEXT', 'FILE'], wordsMax: 200, artefactsMax: 2 },
    })),
  },
  rubrics: [{ key: 'lesson', title: 'A lesson', criteria: five.map((n) => ({ key: `criterion-${n}`, title: `Criterion ${n}`, standard: 'meets', levels })) }],
  assessment: {
    decision: 'SINGLE_REVIEW',
    reviewDays: 10,
    openTo: 'ROSTER',
    reviewers: rules,
    statements: [{ key: 'INTEGRITY', text: 'This is my own work.' }],
  },
});

const caseFields = `id state attempt filedAt language title overdue
  rubric { key standard levels { key } parts } parts { requirement title text words carriedFrom evidence { id name mediaType url } }
  diff { requirement changes { kind text } evidenceAdded evidenceRemoved } previousFeedback { attempt feedback criteria { criterion level meets feedback } }
  assignment { id state review { id state revision } }`;

interface ReviewCase {
  readonly id: string;
  readonly state: string;
  readonly attempt: number;
  readonly parts: { requirement: string; text: string; carriedFrom: number | null; evidence: { name: string; mediaType: string; url: string }[] }[] | null;
  readonly diff: { requirement: string; changes: { kind: string; text: string }[] }[] | null;
  readonly assignment: { id: string; state: string; review: { id: string } | null } | null;
}

const word = () => randomBytes(4).toString('hex');
/** What must not reach a reviewer: as people write themselves, and as the registry knows them. */
const secret = {
  first: `Jonas${word()}`,
  last: `Ekwe${word()}`,
  mail: `je-${word()}@northgate.example`,
  number: `M-${word()}`,
  file: `jonas_ekwe_lesson_${word()}`,
  author: `J. Q. Ekwe ${word()}`,
  company: `Northgate School ${word()}`,
  group: `northgate-${word()}`,
};

describe('a licence credit that peers review', () => {
  let meadow: TestTenant;
  let issuer: Marked;
  let credit: AchievementMarked;
  let jonas: GraphClient;
  let jonasId: string;
  let submissionId: string;
  let rosterEntry: string;
  let number: string;
  let petra: Staff;
  let karla: Staff;
  let leo: Staff;
  let nils: Staff;
  let quin: Staff;
  let committee: Staff[];
  let panel: Staff[];
  const document = aWordDocument({ author: secret.author, company: secret.company, text: 'Children count what grows in the meadow.' });

  async function anEarner(name: string, identifiers: object[]): Promise<string> {
    const { earner } = await did<{ earner: { id: string } }>(meadow, 'createEarner', { name, identifiers }, 'earner { id }');
    return earner.id;
  }
  /** Somebody with a record of his own, on the list of reviewers. */
  async function aReviewer(name: string, { holds, groups = [], achievementIds }: { holds: boolean; groups?: string[]; achievementIds?: string[] }): Promise<Staff & { reviewerId: string }> {
    const staff = await aStaff(meadow, name, ['REVIEW']);
    const student = `R-${word()}`;
    const earnerId = await anEarner(name, [{ type: 'MEMBER_ID', value: student }]);
    if (holds) await anAward(meadow, credit, '', { identifier: undefined, earnerId });
    const { reviewer } = await did<{ reviewer: { id: string } }>(meadow, 'registerReviewer', { actorId: staff.clientId, earnerId, languages: ['en'], groups, ...(achievementIds ? { achievementIds } : {}) }, 'reviewer { id }');
    return Object.assign(staff, { reviewerId: reviewer.id });
  }
  const offered = async (to: GraphClient): Promise<ReviewCase[]> =>
    (await to.read<{ myReviewCases: { nodes: ReviewCase[] } }>(`{ myReviewCases(first: 10) { nodes { ${caseFields} } } }`)).myReviewCases.nodes;
  const theOffer = async (to: GraphClient): Promise<ReviewCase> => {
    const [found] = await eventually(() => offered(to), (cases) => cases.length > 0);
    return found as ReviewCase;
  };
  const accepted = async (by: GraphClient, offer: ReviewCase) => {
    const { reviewCase } = await did<{ reviewCase: ReviewCase }>(by, 'acceptReviewAssignment', { id: offer.assignment?.id }, `reviewCase { ${caseFields} }`);
    return reviewCase;
  };
  const scored = (by: GraphClient, id: string | undefined, failing: readonly number[] = [], feedback: string | null = null) =>
    did(by, 'saveReview', {
      id,
      scores: five.map((n) => ({ criterion: `criterion-${n}`, level: failing.includes(n) ? 'not-yet' : 'meets', ...(failing.includes(n) && feedback ? { feedback } : {}) })),
    });
  /** Reads what is new of a submission, as who owns it. */
  const read = (by: GraphClient, id: string) =>
    by.read<{ submission: { state: string; attempt: number; number: string; dueAt: string | null; award: { id: string; state: string } | null; parts: { requirementKey: string; mayChange: boolean }[]; draft: { revision: number } | null; attempts: { number: number; parts: { requirementKey: string; text: string; carriedFrom: number | null; evidence: { name: string; blindName: string }[] }[] }[]; decisions: { id: string; kind: string; feedback: string | null; returnedParts: string[]; criteria: { criterion: string; meets: boolean; feedback: string | null }[] }[] } }>(
      `query ($id: ID!) { submission(id: $id) { state attempt number dueAt award { id state } parts { requirementKey mayChange } draft { revision }
        attempts { number parts { requirementKey text carriedFrom evidence { name blindName } } } decisions { id kind feedback returnedParts criteria { criterion meets feedback } } } }`,
      { id },
    ).then(({ submission }) => submission);
  async function begun(by: GraphClient, earnerId: string, achievementId: string, file?: { part: string; name: string }): Promise<string> {
    const { submission } = await did<{ submission: { id: string } }>(by, 'startSubmission', { earnerId, achievementId }, 'submission { id }');
    const text = (n: number) => `Part ${n} by ${secret.first} ${secret.last}, ${secret.mail}: a lesson outdoors.`;
    await did(by, 'saveSubmissionDraft', { submissionId: submission.id, revision: 0, parts: five.map((n) => ({ requirementKey: `part-${n}`, text: text(n) })) });
    if (file) await did(by, 'addEvidenceFile', { submissionId: submission.id, requirementKey: file.part, fileUploadId: await upload(by, document), name: file.name });
    return submission.id;
  }
  const filed = (by: GraphClient, id: string) => did(by, 'submitAttempt', { submissionId: id, statements: ['INTEGRITY'] });

  beforeAll(async () => {
    meadow = await aTenant('Meadow Educators’ Union', ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'GRANT_AWARD', 'SIT_ON_COMMITTEE']);
    issuer = await anIssuer(meadow);
    const earlier = await aPublishedAchievement(meadow, issuer, 'Plans a lesson', lesson({}));
    credit = await aPublishedAchievement(meadow, issuer, 'Teaches outdoors', lesson({ mustHoldAward: true, notSameGroup: true, notEarlierCollaborator: true }));
    // Earners hears of what was published a moment later.
    await eventually(() => anEarnerWhoMayBegin(credit), Boolean);
    const { body: desk } = await register({ scope: 'openid award' }, meadow.key ?? '');
    const { access_token: token } = await new Request(desk, 'openid award').tokens(await aPerson(`${secret.first} ${secret.last}`));
    jonas = meadow.as(token);
    jonasId = await anEarner(`${secret.first} ${secret.last}`, [{ type: 'EMAIL', value: secret.mail }, { type: 'MEMBER_ID', value: secret.number }]);
    const { token: claim } = await did<{ token: string }>(meadow, 'createClaimLink', { earnerId: jonasId }, 'token');
    await did(jonas, 'claimEarner', { token: claim });
    ({ id: rosterEntry } = (await did<{ rosterEntry: { id: string } }>(meadow, 'addToRoster', { earnerId: jonasId, groups: [secret.group] }, 'rosterEntry { id }')).rosterEntry);
    // Leo has reviewed another case of Jonas before.
    const met = await aReviewer('Leo Lund', { holds: true, achievementIds: [earlier.id] });
    leo = met;
    const former = await begun(jonas, jonasId, earlier.id);
    await filed(jonas, former);
    const { assignment } = await accepted(leo, await theOffer(leo));
    await scored(leo, assignment?.review?.id);
    await did(leo, 'finaliseReview', { id: assignment?.review?.id, recommendation: 'MEETS' });
    await did(leo, 'decideSubmission', { id: former, kind: 'GRANT' }).catch(async () => did(leo, 'decideSubmission', { id: (await offered(leo))[0]?.id, kind: 'GRANT' }));
    await did(meadow, 'changeReviewer', { id: met.reviewerId, achievementIds: null });
    petra = await aReviewer('Petra Pohl', { holds: true });
    karla = await aReviewer('Karla Kunz', { holds: true, groups: [secret.group] });
    nils = await aReviewer('Nils Nord', { holds: false });
    committee = [];
    for (const n of five) committee.push(await aStaff(meadow, `Committee ${n}`, ['SIT_ON_COMMITTEE']));
    panel = [await aStaff(meadow, 'Panel', ['GRANT_AWARD'])];
  }, 120_000);

  /** Whether the service that keeps earners knows a version yet. */
  async function anEarnerWhoMayBegin({ versionId }: AchievementMarked): Promise<boolean> {
    const { userErrors } = await meadow.mutate<object>(
      `mutation ($input: StartSubmissionInput!) { startSubmission(input: $input) { userErrors { code field message } } }`,
      { input: { earnerId: await anEarner('Nobody in particular', [{ type: 'MEMBER_ID', value: word() }]), achievementVersionId: versionId } },
      { refusals: 'expected' },
    );
    return userErrors.some(({ code }) => code === 'NOT_ON_ROSTER');
  }

  async function aFurtherDefinition(code: string): Promise<boolean> {
    const input = { idempotencyKey: code, issuerId: issuer.id, code: `${code}-${issuer.id.slice(-8)}`, version: { ...assessedText(code), ...lesson({}) } };
    await did(meadow, 'createAchievement', input, 'achievement { id }');
    return true;
  }

  it('is one of 175 in 27 pathways', async () => {
    // One after the other, each under a key of its own: what came too late is asked for again, and made once.
    for (let n = 1; n <= 173; n += 1) await eventually(() => aFurtherDefinition(`lesson-${n}`).catch(() => false), Boolean);
    for (let n = 0; n < 27; n += 1) await aPathway(meadow, issuer, [{ id: 'a', kind: 'award', achievement: credit.id }]);
    const { achievements, pathways } = await meadow.read<Record<'achievements' | 'pathways', { totalCount: number }>>(
      `query ($issuer: ID!) { achievements(first: 1, filter: { issuer: { eq: $issuer } }) { totalCount } pathways(first: 1, filter: { issuer: { eq: $issuer } }) { totalCount } }`,
      { issuer: issuer.id },
    );
    expect([achievements.totalCount, pathways.totalCount]).toEqual([175, 27]);
  }, 120_000);

  it('is offered to who holds it, is no colleague and has not met the earner before; the others are refused', async () => {
    submissionId = await begun(jonas, jonasId, credit.id, { part: 'part-2', name: `${secret.file}.docx` });
    expect(await codes(jonas, 'submitAttempt', { submissionId, statements: [] })).toEqual(['STATEMENT_MISSING']);
    await filed(jonas, submissionId);
    ({ number } = await read(jonas, submissionId));
    const offer = await theOffer(petra);
    for (const other of [karla, leo, nils]) expect(await offered(other)).toEqual([]);
    expect(await codes(karla, 'acceptReviewAssignment', { id: offer.assignment?.id })).toEqual(['REVIEWER_CONFLICT']);
    expect(await codes(leo, 'acceptReviewAssignment', { id: offer.assignment?.id })).toEqual(['REVIEWER_CONFLICT']);
    expect(await codes(nils, 'acceptReviewAssignment', { id: offer.assignment?.id })).toEqual(['REVIEWER_NOT_QUALIFIED']);
  });

  it('is served to the reviewer as artefact-1.docx, without who wrote it', async () => {
    const { parts, state } = await accepted(petra, await theOffer(petra));
    expect(state).toBe('IN_REVIEW');
    const [evidence] = parts?.find(({ requirement }) => requirement === 'part-2')?.evidence ?? [];
    expect(evidence?.name).toBe('artefact-1.docx');
    const { bytes, headers } = await download(petra, evidence?.url ?? '');
    expect(headers).toContain('artefact-1.docx');
    petra.received.push(headers, textsIn(bytes), bytes.toString('latin1'));
    expect(textsIn(bytes)).toContain('Children count what grows in the meadow.');
    expect(textsIn(document)).toContain(secret.author);
    const { attempts } = await read(jonas, submissionId);
    expect(attempts[0]?.parts[1]?.evidence).toEqual([{ name: `${secret.file}.docx`, blindName: 'artefact-1.docx' }]);
  });

  it('is returned with feedback on the criterion that fails, and opens the part behind it alone', async () => {
    const [mine] = await offered(petra);
    const review = mine?.assignment?.review?.id;
    await scored(petra, review, [3]);
    expect(await codes(petra, 'finaliseReview', { id: review, recommendation: 'NOT_YET' })).toEqual(['FEEDBACK_MISSING']);
    await scored(petra, review, [3], 'Say what the children do themselves.');
    await did(petra, 'finaliseReview', { id: review, recommendation: 'NOT_YET' });
    await did(petra, 'decideSubmission', { id: mine?.id, kind: 'RETURN' });
    const { state, parts, decisions, draft } = await read(jonas, submissionId);
    expect(state).toBe('RETURNED');
    expect(decisions).toMatchObject([{ kind: 'RETURN', returnedParts: ['part-3'] }]);
    expect(decisions[0]?.criteria.filter(({ meets }) => !meets)).toEqual([{ criterion: 'criterion-3', meets: false, feedback: 'Say what the children do themselves.' }]);
    expect(parts.filter(({ mayChange }) => mayChange).map(({ requirementKey }) => requirementKey)).toEqual(['part-3']);
    const revision = draft?.revision;
    expect(await codes(jonas, 'saveSubmissionDraft', { submissionId, revision, parts: [{ requirementKey: 'part-1', text: 'Better.' }] })).toEqual(['PART_NOT_RETURNED']);
    await did(jonas, 'saveSubmissionDraft', { submissionId, revision, parts: [{ requirementKey: 'part-3', text: `Part 3 by ${secret.first} ${secret.last}, ${secret.mail}: they count for themselves.` }] });
  });

  it('is refiled with the other parts carried over, judged by the next reviewer on what is different, and granted', async () => {
    quin = await aReviewer('Quin Quast', { holds: true });
    await filed(jonas, submissionId);
    const reviewed = await accepted(quin, await theOffer(quin));
    expect(reviewed.parts?.map(({ requirement, carriedFrom }) => [requirement, carriedFrom])).toEqual(five.map((n) => [`part-${n}`, n === 3 ? null : 1]));
    expect(reviewed.diff?.map(({ requirement }) => requirement)).toEqual(['part-3']);
    const { id, assignment } = reviewed;
    await scored(quin, assignment?.review?.id);
    expect(await codes(quin, 'decideSubmission', { id, kind: 'GRANT' })).toEqual(['REVIEW_NOT_FINAL']);
    await did(quin, 'finaliseReview', { id: assignment?.review?.id, recommendation: 'MEETS' });
    await did(quin, 'decideSubmission', { id, kind: 'GRANT' });
    expect(await codes(quin, 'decideSubmission', { id, kind: 'DENY', feedback: 'No.' })).toEqual(['DECISION_EXISTS']);
    const { state, attempt, award, attempts } = await read(jonas, submissionId);
    expect([state, attempt, award?.state]).toEqual(['GRANTED', 2, 'ACTIVE']);
    expect(attempts.map((one) => one.parts.map(({ carriedFrom }) => carriedFrom))).toEqual([[null, null, null, null, null], [1, 1, null, 1, 1]]);
    expect(attempts[0]?.parts[2]?.text).toContain('a lesson outdoors');
    expect(attempts[1]?.parts[2]?.text).toContain('they count for themselves');
  });

  it('tells reviewers nothing of who the earner is', () => {
    const told = [...petra.received, ...quin.received].join('\n');
    const canaries = [...Object.values(secret), jonasId.slice(4), submissionId.slice(4), number, rosterEntry.slice(4)];
    expect(canaries).toHaveLength(12);
    expect(canaries.filter((canary) => told.toLowerCase().includes(canary.toLowerCase()))).toEqual([]);
    expect(told).toContain('criterion-3');
  });

  describe('when something is not in order', () => {
    let twin: string;
    let award: string;
    interface Case {
      readonly id: string;
      readonly state: string;
    }
    const latest = async (): Promise<string> => (await committee[0]?.read<{ misconductCases: { nodes: Case[] } }>('{ misconductCases(first: 1) { nodes { id state } } }'))?.misconductCases.nodes[0]?.id ?? '';
    const notice = (id: string, members = committee) => ({ id, text: 'You are asked about part 2.', committee: members.map(({ clientId }) => clientId) });
    async function voted(id: string, votes: readonly boolean[]): Promise<string | undefined> {
      let state: string | undefined;
      for (const [place, inFavour] of votes.entries()) {
        const payload = await did<{ misconductCase: Case }>(committee[place] as Staff, 'voteOnMisconduct', { id, inFavour }, 'misconductCase { id state }');
        state = payload.misconductCase.state;
      }
      return state;
    }

    it('raises one signal on both cases where a file is in two, for the committee only, and blocks nothing', async () => {
      const mona = await anEarner('Mona Moss', [{ type: 'MEMBER_ID', value: `M-${word()}` }]);
      await did(meadow, 'addToRoster', { earnerId: mona, groups: ['southgate'] });
      twin = await begun(meadow, mona, credit.id, { part: 'part-4', name: 'mine.docx' });
      await filed(meadow, twin);
      const signals = (by: GraphClient, id: string) =>
        by.graph<{ evidenceSignals: { nodes: { id: string; kind: string; submissionIds: string[]; files: number }[] } | null }>(
          'query ($id: ID!) { evidenceSignals(first: 10, filter: { submissionId: $id }) { nodes { id kind submissionIds files } } }',
          { id },
        );
      const member = committee[0] as Staff;
      const { data } = await eventually(() => signals(member, twin), (answer) => (answer.data?.evidenceSignals?.nodes.length ?? 0) > 0);
      expect(data?.evidenceSignals?.nodes).toMatchObject([{ kind: 'DUPLICATE_EVIDENCE', submissionIds: [submissionId, twin].sort(), files: 1 }]);
      expect((await signals(member, submissionId)).data).toEqual(data);
      for (const other of [petra, panel[0] as Staff]) expect((await signals(other, twin)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await read(meadow, twin)).state).toBe('SUBMITTED');
    });

    it('holds the case that is reported until a committee has voted, which it does after notice', async () => {
      const [offer] = await eventually(async () => [...(await offered(petra)), ...(await offered(quin)), ...(await offered(karla)), ...(await offered(leo))], (found) => found.length > 0);
      await did(petra, 'reportMisconduct', { reviewCaseId: offer?.id, reason: 'PLAGIARISM', statement: 'I have seen this file before.' });
      expect(await read(meadow, twin)).toMatchObject({ state: 'HELD' });
      const id = await latest();
      expect(await codes(committee[0] as Staff, 'voteOnMisconduct', { id, inFavour: true })).toEqual(['NOTICE_NOT_GIVEN']);
      expect((await petra.read<{ misconductCase: unknown }>('query ($id: ID!) { misconductCase(id: $id) { id } }', { id })).misconductCase).toBeNull();
      await did(committee[0] as Staff, 'giveMisconductNotice', notice(id));
      expect(await voted(id, [true, true, false, false, false])).toBe('DISMISSED');
      expect(await read(meadow, twin)).toMatchObject({ state: 'SUBMITTED', dueAt: expect.any(String) as string });
    });

    it('denies the case when three of five find misconduct', async () => {
      await did(committee[4] as Staff, 'reportMisconduct', { submissionId: twin, reason: 'EVIDENCE_NOT_OWN', statement: 'It is the file of another case.' });
      const id = await latest();
      expect(await codes(committee[0] as Staff, 'giveMisconductNotice', notice(id))).toEqual(['VOTE_NOT_ALLOWED']);
      const others = [...committee.slice(0, 4), await aStaff(meadow, 'Committee 6', ['SIT_ON_COMMITTEE'])];
      await did(committee[0] as Staff, 'giveMisconductNotice', notice(id, others));
      expect(await codes(committee[4] as Staff, 'voteOnMisconduct', { id, inFavour: true })).toEqual(['VOTE_NOT_ALLOWED']);
      expect(await voted(id, [true, true, false, true])).toBe('UPHELD');
      const { state, decisions, award: none } = await read(meadow, twin);
      expect([state, none, decisions.map(({ kind }) => kind)]).toEqual(['DENIED', null, ['DENY']]);
    });

    it('suspends an award at once, and an appeal that is upheld lets it hold again: it was never revoked', async () => {
      award = (await read(jonas, submissionId)).award?.id ?? '';
      const shown = async () =>
        (await jonas.read<{ award: { state: string; suspensionCauses: string[]; credential: { status: { revoked: boolean } } | null } }>(
          'query ($id: ID!) { award(id: $id) { state suspensionCauses credential { status { revoked } } } }',
          { id: award },
        )).award;
      await did(karla, 'reportMisconduct', { awardId: award, reason: 'PLAGIARISM', statement: 'This was my lesson.' });
      const id = await latest();
      await did(committee[0] as Staff, 'giveMisconductNotice', notice(id));
      await did(jonas, 'answerMisconductNotice', { id, text: 'We planned it together.' });
      expect(await voted(id, [true, true, true])).toBe('UPHELD');
      expect(await shown()).toMatchObject({ state: 'SUSPENDED', suspensionCauses: ['MISCONDUCT'] });
      const { misconductCase } = await jonas.read<{ misconductCase: object }>('query ($id: ID!) { misconductCase(id: $id) { notice answer appealUntil } }', { id });
      expect(misconductCase).toMatchObject({ notice: 'You are asked about part 2.', answer: 'We planned it together.', appealUntil: expect.any(String) as string });
      // Who sits on the committee, and what was reported, is not a part of the graph for persons at all.
      expect((await jonas.graph('query ($id: ID!) { misconductCase(id: $id) { statement committee { actorId } } }', { id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      const { appeal } = await did<{ appeal: { id: string } }>(jonas, 'fileAppeal', { misconductCaseId: id, statement: 'Karla says so herself.' }, 'appeal { id }');
      const judge = panel[0] as Staff;
      for (const involved of [committee[1] as Staff, karla]) {
        expect(await codes(judge, 'admitAppeal', { id: appeal.id, panel: [involved.clientId] })).toEqual(['PANEL_MEMBER_INVOLVED']);
      }
      await did(judge, 'admitAppeal', { id: appeal.id, panel: [judge.clientId] });
      const both = await did<{ appeal: { state: string; remedy: string } }>(judge, 'decideAppeal', { id: appeal.id, vote: 'REINSTATE', text: 'The work is shared.' }, 'appeal { state remedy }');
      expect(both.appeal).toEqual({ state: 'UPHELD', remedy: 'REINSTATE' });
      expect(await eventually(shown, ({ credential }) => credential !== null)).toMatchObject({ state: 'ACTIVE', suspensionCauses: [], credential: { status: { revoked: false } } });
      const { decisions } = await read(jonas, submissionId);
      expect(decisions.map(({ kind }) => kind)).toEqual(['RETURN', 'GRANT', 'REVOKE', 'GRANT']);
      expect(await codes(jonas, 'fileAppeal', { misconductCaseId: id, statement: 'Once more.' })).toEqual(['DECISION_NOT_ALLOWED']);
    });
  });
});
