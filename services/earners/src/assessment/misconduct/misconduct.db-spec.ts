import { type Principal, principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aRegistrar, type TestService } from '../../testing/service.js';
import { day, misconductCases } from './testing/misconduct-cases.js';

describe('misconduct', () => {
  const cases = misconductCases();
  const { tenant, registrar, reviewer, five, panel, clientIds, clock, act, codes, claimed, filed, awarded, stateOf, awardOf, decisionsOn, until, reported, noticed, voted, upheld, anEarner } = cases;
  let service: TestService;
  beforeAll(async () => {
    service = await cases.open();
  });
  afterAll(() => service.close());

  it('that is reported holds the submission, until it is dismissed; what is due is due later by the business days between', async () => {
    const { submission, earner } = await filed({ dueAt: new Date('2026-03-17T00:00:00Z') });
    const id = await reported({ submissionId: `sub_${submission}` });
    expect(await stateOf(submission)).toMatchObject({ state: 'HELD' });
    expect(await codes(reviewer, 'reportMisconduct', { submissionId: `sub_${submission}`, reason: 'OTHER', statement: 'Again.' })).toEqual(['ALREADY_EXISTS']);
    expect(await codes(five[0] as Principal, 'voteOnMisconduct', { id, inFavour: true })).toEqual(['NOTICE_NOT_GIVEN']);
    const released = await service.ask(registrar, 'mutation ($id: ID!) { releaseSubmission(input: { id: $id }) { userErrors { code } } }', { id: `sub_${submission}` });
    expect(released.data).toEqual({ releaseSubmission: { userErrors: [{ code: 'MISCONDUCT_STATE_INVALID' }] } });
    const jonas = await claimed(earner);
    expect((await service.ask(jonas, `query ($id: ID!) { misconductCase(id: $id) { id } }`, { id })).data).toEqual({ misconductCase: null });
    expect((await noticed(id)).misconductCase).toMatchObject({ state: 'NOTIFIED', statement: 'The third page stands word for word elsewhere.' });
    clock.at += 7 * day;
    expect((await act(jonas, 'answerMisconductNotice', { id, text: 'I wrote both.' })).misconductCase).toMatchObject({ statement: null, committee: null, notice: 'You are asked about page three.', answer: 'I wrote both.' });
    const last = await voted(id, [true, true, false, false, false]);
    expect(last?.misconductCase).toMatchObject({ state: 'DISMISSED', answer: 'I wrote both.' });
    expect(await stateOf(submission)).toEqual({ state: 'SUBMITTED', dueAt: new Date('2026-03-24T00:00:00Z') });
    expect(await decisionsOn(submission)).toEqual([]);
  });

  it('that is upheld before a decision denies the submission, by those who voted for it', async () => {
    const { submission } = await filed();
    const { last } = await upheld({ submissionId: `sub_${submission}` });
    expect(last?.misconductCase).toMatchObject({ state: 'UPHELD', awardId: null, committee: [{ inFavour: true }, { inFavour: true }, { inFavour: true }, { inFavour: null }, { inFavour: null }] });
    expect(await stateOf(submission)).toMatchObject({ state: 'DENIED' });
    expect(await decisionsOn(submission)).toMatchObject([{ kind: 'DENY', as: 'COMMITTEE', by: five.slice(0, 3).map(({ actor }) => actor), overturns: null }]);
  });

  it('is voted on by its committee alone, once each, and by nobody who has a part in it', async () => {
    const { submission } = await filed();
    const id = await reported({ submissionId: `sub_${submission}` }, five[4] as Principal);
    expect(await codes(five[0] as Principal, 'giveMisconductNotice', { id, text: 'Told.', committee: clientIds(five) })).toEqual(['VOTE_NOT_ALLOWED']);
    const four = clientIds(five.slice(0, 4));
    expect(await codes(reviewer, 'giveMisconductNotice', { id, text: 'Told.', committee: four })).toEqual(['GRANT_MISSING']);
    expect(await codes(five[0] as Principal, 'giveMisconductNotice', { id, text: ' ', committee: four })).toEqual(['FIELD_MISSING']);
    expect(await codes(five[0] as Principal, 'giveMisconductNotice', { id, text: 'Told.', committee: four })).toEqual([]);
    expect(await codes(five[4] as Principal, 'voteOnMisconduct', { id, inFavour: true })).toEqual(['VOTE_NOT_ALLOWED']);
    expect(await codes(registrar, 'voteOnMisconduct', { id, inFavour: true })).toEqual(['VOTE_NOT_ALLOWED']);
    expect(await codes(five[0] as Principal, 'voteOnMisconduct', { id, inFavour: true })).toEqual([]);
    expect(await codes(five[0] as Principal, 'voteOnMisconduct', { id, inFavour: true })).toEqual(['VOTE_NOT_ALLOWED']);
    expect(await codes(aRegistrar(newId(), ['SIT_ON_COMMITTEE']), 'voteOnMisconduct', { id, inFavour: true })).toEqual(['NOT_FOUND']);
    expect((await act(registrar, 'closeMisconductVote', { id })).misconductCase).toMatchObject({ state: 'DISMISSED' });
    expect(await stateOf(submission)).toMatchObject({ state: 'SUBMITTED' });
  });

  it('about the earner himself is not voted on by him, whatever staff he is', async () => {
    const { submission, earner } = await filed();
    const { account } = await claimed(earner);
    const staff = principalOf({ kind: 'MEMBER', actor: newId(), account, tenant, rights: ['SIT_ON_COMMITTEE'] });
    const id = await reported({ submissionId: `sub_${submission}` });
    await act(five[0] as Principal, 'giveMisconductNotice', { id, text: 'Told.', committee: [`mem_${staff.actor}`] });
    expect(await codes(staff, 'voteOnMisconduct', { id, inFavour: false })).toEqual(['VOTE_NOT_ALLOWED']);
    expect((await service.ask(staff, `query ($id: ID!) { misconductCase(id: $id) { statement committee { actorId } } }`, { id })).data).toEqual({ misconductCase: { statement: null, committee: null } });
  });

  it('is decided once when the votes that decide come together', async () => {
    const { submission } = await filed();
    const id = await reported({ submissionId: `sub_${submission}` });
    await noticed(id);
    const answers = await Promise.all([...five, ...five].map((one) => act(one, 'voteOnMisconduct', { id, inFavour: true })));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(3);
    // Too late, or the same one twice.
    for (const code of answers.flatMap(({ userErrors }) => userErrors.map((error) => error.code))) expect(['MISCONDUCT_STATE_INVALID', 'VOTE_NOT_ALLOWED']).toContain(code);
    expect(await decisionsOn(submission)).toHaveLength(1);
  });

  it('about an award suspends it at once, and revokes it when the time for an appeal is over', async () => {
    const { submission, award } = await awarded();
    const { id, last } = await upheld({ submissionId: `sub_${submission}` });
    const end = new Date(String(last?.misconductCase?.appealUntil)).getTime();
    expect(end - clock.at).toBeGreaterThan(30 * day);
    expect(end - clock.at).toBeLessThanOrEqual(31 * day);
    expect(await awardOf(award)).toEqual({ state: 'SUSPENDED', causes: ['MISCONDUCT'] });
    expect(await decisionsOn(submission)).toMatchObject([{ kind: 'REVOKE', as: 'COMMITTEE' }]);
    clock.at = end - 1;
    await new Promise((resume) => setTimeout(resume, 1_300));
    expect(await awardOf(award)).toMatchObject({ state: 'SUSPENDED' });
    clock.at = end;
    expect(await codes(registrar, 'fileAppeal', { misconductCaseId: id, statement: 'Too late.' })).toEqual(['APPEAL_WINDOW_CLOSED']);
    expect(await until(() => awardOf(award), (seen) => seen?.state === 'REVOKED')).toEqual({ state: 'REVOKED', causes: [] });
  });

  it('about an award stays a suspension while an appeal is pending, and is undone by one that is upheld: nothing was revoked', async () => {
    const { submission, award, earner } = await awarded();
    const jonas = await claimed(earner);
    const { id, last } = await upheld({ awardId: `awd_${award}` });
    const end = new Date(String(last?.misconductCase?.appealUntil)).getTime();
    clock.at = end - 1;
    expect(await codes(aRegistrar(tenant, ['REVIEW']), 'fileAppeal', { misconductCaseId: id, statement: 'Not mine.' })).toEqual(['GRANT_MISSING']);
    const { appeal } = await act(jonas, 'fileAppeal', { misconductCaseId: id, statement: 'I wrote both.' });
    expect(appeal).toMatchObject({ state: 'FILED', statement: 'I wrote both.' });
    const appealId = appeal?.id ?? '';
    expect(await codes(jonas, 'fileAppeal', { misconductCaseId: id, statement: 'Again.' })).toEqual(['ALREADY_EXISTS']);
    clock.at = end + 20 * day;
    await new Promise((resume) => setTimeout(resume, 1_300));
    expect(await awardOf(award)).toMatchObject({ state: 'SUSPENDED' });
    const both = principalOf({ actor: five[0]?.actor ?? null, tenant, rights: ['SIT_ON_COMMITTEE', 'GRANT_AWARD'] });
    expect(await codes(both, 'admitAppeal', { id: appealId, panel: clientIds(panel) })).toEqual(['PANEL_MEMBER_INVOLVED']);
    const member = panel[0] as Principal;
    expect(await codes(member, 'admitAppeal', { id: appealId, panel: clientIds([...panel, five[4] as Principal]) })).toEqual(['PANEL_MEMBER_INVOLVED']);
    expect(await codes(member, 'admitAppeal', { id: appealId, panel: clientIds(panel.slice(0, 1)) })).toEqual(['INVALID_VALUE']);
    expect(await codes(member, 'admitAppeal', { id: appealId, panel: clientIds(panel) })).toEqual([]);
    expect(await codes(both, 'decideAppeal', { id: appealId, vote: 'REINSTATE' })).toEqual(['PANEL_MEMBER_INVOLVED']);
    expect(await codes(member, 'decideAppeal', { id: appealId, vote: 'REINSTATE' })).toEqual([]);
    expect(await awardOf(award)).toMatchObject({ state: 'SUSPENDED' });
    expect((await act(panel[1] as Principal, 'decideAppeal', { id: appealId, vote: 'REINSTATE', text: 'You did.' })).appeal).toMatchObject({ state: 'UPHELD', remedy: 'REINSTATE', answer: 'You did.' });
    expect(await awardOf(award)).toEqual({ state: 'ACTIVE', causes: [] });
    const [revoked, overturning] = await decisionsOn(submission);
    expect(overturning).toMatchObject({ kind: 'GRANT', as: 'APPEAL_PANEL', overturns: revoked?.id });
    const history = await service.database.work((tx) => tx.query<{ what: string }>('SELECT what FROM award_event WHERE award_id = $1 ORDER BY version', [award]));
    expect(history.map(({ what }) => what)).toEqual(['ISSUED', 'SUSPENDED', 'REINSTATED']);
    const { data } = await service.ask<{ appeal: object }>(jonas, `query ($id: ID!) { appeal(id: $id) { state answer panel { vote } } }`, { id: appealId });
    expect(data?.appeal).toEqual({ state: 'UPHELD', answer: 'You did.', panel: null });
    await new Promise((resume) => setTimeout(resume, 1_300));
    expect(await awardOf(award)).toMatchObject({ state: 'ACTIVE' });
  });

  it('about an award is revoked for, once an appeal that was pending is rejected', async () => {
    const { award } = await awarded();
    const { id, last } = await upheld({ awardId: `awd_${award}` });
    const { appeal } = await act(registrar, 'fileAppeal', { misconductCaseId: id, statement: 'For him.' });
    clock.at = new Date(String(last?.misconductCase?.appealUntil)).getTime() + day;
    await act(panel[0] as Principal, 'admitAppeal', { id: appeal?.id, panel: clientIds(panel) });
    for (const one of panel.slice(0, 2)) await act(one, 'decideAppeal', { id: appeal?.id, vote: 'REJECT' });
    expect(await until(() => awardOf(award), (seen) => seen?.state === 'REVOKED')).toMatchObject({ state: 'REVOKED' });
  });

  it('is forgotten with the earner, as far as it was said in words', async () => {
    const { submission, earner } = await filed();
    const id = await reported({ submissionId: `sub_${submission}` });
    await noticed(id);
    const { data } = await service.ask<{ earner: { personalData: { misconductCases: object[] } } }>(registrar, `query ($id: ID!) { earner(id: $id) { personalData } }`, { id: `ern_${earner}` });
    expect(data?.earner.personalData.misconductCases).toMatchObject([{ id, notice: 'You are asked about page three.' }]);
    await service.ask(registrar, 'mutation ($input: EraseEarnerInput!) { eraseEarner(input: $input) { userErrors { code } } }', { input: { earnerId: `ern_${earner}`, reason: 'PERSON_ASKED' } });
    const [kept] = await service.database.work((tx) => tx.query('SELECT statement, notice, answer FROM misconduct_case WHERE id = $1', [id.slice(4)]));
    expect(kept).toEqual({ statement: null, notice: null, answer: null });
    expect(await voted(id, [true, true, true])).toMatchObject({ misconductCase: { state: 'UPHELD', notice: null, decisionId: null }, userErrors: [] });
  });

  it('goes with its earner into another record, and back', async () => {
    const { submission, earner } = await filed();
    const other = await anEarner();
    const id = await reported({ submissionId: `sub_${submission}` });
    await noticed(id);
    const ofEarner = async (of: string) =>
      (await service.ask<{ earner: { misconductCases: { id: string; notice: string }[] } }>(registrar, 'query ($id: ID!) { earner(id: $id) { misconductCases { id notice } } }', { id: `ern_${of}` })).data?.earner.misconductCases;
    const merged = await service.ask(registrar, 'mutation ($input: MergeEarnersInput!) { mergeEarners(input: $input) { userErrors { code } } }', { input: { fromId: `ern_${earner}`, intoId: `ern_${other}` } });
    expect(merged.data).toEqual({ mergeEarners: { userErrors: [] } });
    expect(await ofEarner(other)).toEqual([{ id, notice: 'You are asked about page three.' }]);
    await service.ask(registrar, 'mutation ($input: SplitEarnerInput!) { splitEarner(input: $input) { userErrors { code } } }', { input: { earnerId: `ern_${earner}` } });
    expect([await ofEarner(other), await ofEarner(earner)]).toEqual([[], [{ id, notice: 'You are asked about page three.' }]]);
  });

  it('tells the earner’s trail nothing of who reports, votes or reads', async () => {
    const { submission, earner } = await filed();
    const jonas = await claimed(earner);
    await upheld({ submissionId: `sub_${submission}` });
    const { data } = await service.ask(jonas, `{ myEarners { auditTrail(first: 50) { nodes { action actorKind actor subject } } } }`);
    const told = JSON.stringify(data);
    for (const one of [...five, reviewer]) expect(told).not.toContain(one.actor);
    expect(told).toContain('cairn.submission.denied.v1');
    const trail = await service.ask(aRegistrar(tenant, ['AUDIT']), `{ earnerAuditTrail(first: 20) { nodes { action actor } } }`);
    expect(JSON.stringify(trail.data)).toContain(`"cairn.misconduct-case.voted","actor":"apc_${five[2]?.actor}"`);
    expect(JSON.stringify(trail.data)).toContain('read.misconduct-case');
  });
});
