import type { Principal } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { ReviewDesk } from '../../testing/review-desk.js';

const caseFields = `id state title language attempt filedAt dueAt overdue decisionPolicy achievementVersion { id } rubric { key title standard levels { key title } parts }
  parts { requirement title text words carriedFrom evidence { id name mediaType bytes url } } diff { requirement changes { kind text } evidenceAdded evidenceRemoved }
  previousFeedback { attempt feedback criteria { criterion title level feedback } }
  assignment { id state offeredAt lapsesAt review { id state recommendation notes revision scores { criterion level feedback } } } reviews { id notes }`;

interface Page {
  readonly nodes: { readonly id: string; readonly overdue: boolean; readonly dueAt: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describe('a case', () => {
  let desk: ReviewDesk;
  let now = Date.parse('2026-12-18T15:00:00Z');
  beforeEach(async () => {
    now = Date.parse('2026-12-18T15:00:00Z');
    desk = await ReviewDesk.open({ clock: { now: () => now } });
  });
  afterEach(() => desk.service.close());

  const queue = async (by: Principal, issuer: string, filter: object = {}, first = 50, after: string | null = null): Promise<Page> => {
    const query = `query ($representations: [_Any!]!, $filter: ReviewQueueFilter, $first: Int!, $after: Cursor) { _entities(representations: $representations) { ... on Issuer {
      reviewQueue(first: $first, after: $after, filter: $filter) { nodes { id overdue dueAt } pageInfo { hasNextPage endCursor } } } } }`;
    const representations = [{ __typename: 'Issuer', id: `iss_${issuer}` }];
    return (await desk.query<{ _entities: { reviewQueue: Page }[] }>(by, query, { representations, filter, first, after }))._entities[0]?.reviewQueue as Page;
  };

  it('tells nobody who judges it whose it is, by whatever he asks', async () => {
    const canary = {
      name: 'Zephyrine Quillfeather',
      mail: 'zq.canary-mail@meadow.example',
      number: 'CANARY-4711',
    };
    const version = await desk.published({ decision: 'TWO_STAGE' });
    const reviewer = await desk.aReviewer();
    const input = { name: canary.name, identifiers: [{ type: 'EMAIL', value: canary.mail }, { type: 'STUDENT_ID', value: canary.number }] };
    const { earner } = await desk.done<{ earner: { id: string } }>(desk.administrator, 'createEarner', input, 'earner { id }');
    await desk.done(desk.administrator, 'addToRoster', { earnerId: earner.id, groups: ['canary-school'] }, '__typename');
    const account = newId();
    await desk.service.database.work((tx) => tx.query(`UPDATE earner SET account_id = $2, state = 'CLAIMED' WHERE id = $1`, [earner.id.slice(4), account]));
    const words = `I am ${canary.name}, ${canary.name.toUpperCase()}, Quillfeather for short; write to ${canary.mail} or zq.canary-mail, my number is ${canary.number}.`;
    const submission = await desk.filed(version, earner.id, { p1: words, p2: 'Nothing of me.' });
    const { submission: known } = await desk.query<{ submission: { number: string } }>(desk.administrator, 'query ($id: ID!) { submission(id: $id) { number } }', { id: submission });

    const heard: string[] = [];
    const tell = async (by: Principal, query: string, variables: object = {}) => void heard.push(JSON.stringify(await desk.service.ask(by, query, { ...variables })));
    const idris = { ...reviewer, actor: newId(), rights: ['GRANT_AWARD'] as const };
    const { caseId, reviewId } = await desk.accepted(reviewer);
    for (const by of [reviewer, idris]) {
      await tell(by, `query ($id: ID!) { reviewCase(id: $id) { ${caseFields} } }`, { id: caseId });
      await tell(by, `{ myReviewCases(first: 10) { nodes { ${caseFields} } } }`);
      heard.push(JSON.stringify(await queue(by, version.issuer)));
      // What they might try with what they know, and with what they might guess.
      await tell(by, 'query ($id: ID!) { submission(id: $id) { id number earner { id name } } }', { id: `sub_${caseId.slice(4)}` });
      await tell(by, 'query ($id: ID!) { submission(id: $id) { state attempts { number } } }', { id: submission.replace('sub_', 'sub_') });
      await tell(by, '{ submissions(first: 10) { nodes { number earner { name } } } }');
      await tell(by, 'query ($id: ID!) { earner(id: $id) { id } }', { id: `ern_${newId()}` });
      for (const name of ['decideSubmission', 'holdSubmission'] as const) {
        const more = name === 'decideSubmission' ? { kind: 'DENY' } : {};
        await tell(by, `mutation ($input: ${name === 'decideSubmission' ? 'Decide' : 'Hold'}SubmissionInput!) { ${name}(input: $input) { userErrors { code message field } } }`, {
          input: { id: name === 'decideSubmission' ? caseId : `sub_${caseId.slice(4)}`, ...more },
        });
      }
    }
    await tell(reviewer, 'mutation ($input: SaveReviewInput!) { saveReview(input: $input) { review { id notes } userErrors { message } } }', { input: { id: reviewId, notes: 'Good.', scores: [{ criterion: 'c-p9', level: 'x' }] } });
    const everything = heard.join('\n').toLowerCase();
    expect(everything).toContain('▮▮▮');
    expect(everything).toContain('nothing of me.');
    const canaries = ['Zephyrine', 'Quillfeather', canary.mail, 'zq.canary-mail', canary.number, 'canary-school', account, earner.id, earner.id.slice(4), submission.slice(4), known.number, desk.administrator.actor ?? ''];
    expect(canaries.length).toBe(12);
    for (const one of canaries) expect([one, everything.includes(one.toLowerCase())]).toEqual([one, false]);
  });

  it('is read by whom it was offered to and by who may grant it, and its text by nobody else', async () => {
    const version = await desk.published();
    const reviewer = await desk.aReviewer();
    const submission = await desk.filed(version, await desk.anEarner());
    const { caseId } = await desk.accepted(reviewer);
    const read = async (by: Principal) => (await desk.query<{ reviewCase: { parts: object[] | null } | null }>(by, 'query ($id: ID!) { reviewCase(id: $id) { title parts { text } } }', { id: caseId })).reviewCase;
    const other = await desk.aReviewer();
    expect([(await read(reviewer))?.parts?.length, (await read(other))?.parts, (await read({ ...other, rights: ['GRANT_AWARD'] }))?.parts?.length]).toEqual([2, null, 2]);
    expect(await read({ ...other, rights: ['AWARD'] })).toBeNull();
    expect(await read({ ...other, tenant: newId() })).toBeNull();
    const trail = await desk.service.database.work((tx) => tx.query<{ actor: string }>(`SELECT actor FROM audit_entry WHERE action = 'read.submission'`));
    expect(new Set(trail.map(({ actor }) => actor))).toEqual(new Set([reviewer.actor, other.actor]));
    expect(caseId.slice(4)).not.toBe(submission.slice(4));
  });

  it('is due after business days, overdue at the head of the queue, and later by those for which it was held', async () => {
    const version = await desk.published({ reviewDays: 14 }, { language: 'en' });
    const calendar = { timeZone: 'America/New_York', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01'].map((date) => ({ date, name: 'Holiday' })) };
    await desk.service.database.work((tx) => tx.query('UPDATE issuer_copy SET calendar = $2 WHERE id = $1', [version.issuer, JSON.stringify(calendar)]));
    const reviewer = await desk.aReviewer();
    const late = await desk.filed(version, await desk.anEarner());
    now = Date.parse('2026-12-28T15:00:00Z');
    const held = await desk.filed(version, await desk.anEarner());
    const due = async (id: string) => (await desk.query<{ submission: object }>(desk.administrator, 'query ($id: ID!) { submission(id: $id) { state dueAt overdue } }', { id })).submission;
    expect(await due(late)).toEqual({ state: 'SUBMITTED', dueAt: '2027-01-14T05:00:00.000Z', overdue: false });
    expect((await queue(reviewer, version.issuer, { overdue: true })).nodes).toEqual([]);

    now = Date.parse('2027-01-14T12:00:00Z');
    expect(await due(late)).toMatchObject({ overdue: true });
    const page = await queue(reviewer, version.issuer, {}, 1);
    expect([page.nodes.map(({ overdue }) => overdue), page.pageInfo.hasNextPage]).toEqual([[true], true]);
    expect((await queue(reviewer, version.issuer, {}, 1, page.pageInfo.endCursor)).nodes.map(({ overdue }) => overdue)).toEqual([false]);
    expect((await queue(reviewer, version.issuer, { overdue: true })).nodes.length).toBe(1);
    const { assessmentFigures } = await desk.query<{ assessmentFigures: object }>(desk.administrator, 'query ($id: ID!) { assessmentFigures(issuerId: $id) { overdue firstPassRate } }', { id: `iss_${version.issuer}` });
    expect(assessmentFigures).toEqual({ overdue: 1, firstPassRate: null });

    // Held over two business days: the 19th is the Tuesday after Martin Luther King Day, on which this issuer works.
    now = Date.parse('2027-01-15T12:00:00Z');
    const before = await due(held);
    await desk.done(desk.administrator, 'holdSubmission', { id: held }, '__typename');
    expect(await due(held)).toMatchObject({ state: 'HELD', overdue: false });
    expect(await desk.codes(desk.administrator, 'holdSubmission', { id: held })).toEqual(['SUBMISSION_STATE_INVALID']);
    expect((await queue(reviewer, version.issuer)).nodes.length).toBe(1);
    now = Date.parse('2027-01-19T12:00:00Z');
    await desk.done(desk.administrator, 'releaseSubmission', { id: held }, '__typename');
    const after = await due(held);
    const days = (one: object) => Date.parse((one as { dueAt: string }).dueAt) / 86_400_000;
    expect(days(after) - days(before)).toBe(2);
    expect(await desk.codes(reviewer, 'releaseSubmission', { id: held })).toEqual(['GRANT_MISSING']);
  });

  it('is found in the queue by what it is', async () => {
    const version = await desk.published();
    const other = await desk.published({}, { issuer: version.issuer });
    const reviewer = await desk.aReviewer({ achievementIds: [`ach_${version.achievement}`] });
    await desk.filed(version, await desk.anEarner());
    await desk.filed(other, await desk.anEarner());
    await desk.accepted(reviewer);
    const found = async (filter: object) => (await queue(reviewer, version.issuer, filter)).nodes.length;
    expect(await found({})).toBe(2);
    expect(await found({ achievement: `ach_${other.achievement}` })).toBe(1);
    expect([await found({ state: 'IN_REVIEW' }), await found({ state: 'SUBMITTED' })]).toEqual([1, 1]);
    expect([await found({ language: 'en' }), await found({ language: 'sv' })]).toEqual([2, 0]);
    expect(await queue({ ...reviewer, rights: ['AWARD'] }, version.issuer)).toBeNull();
    expect((await queue({ ...reviewer, tenant: newId() }, version.issuer)).nodes).toEqual([]);
  });
});
