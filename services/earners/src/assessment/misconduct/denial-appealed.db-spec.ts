import { type Principal, principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aRegistrar, type TestService } from '../../testing/service.js';
import { aDenial, assessedBy } from '../../testing/submissions.js';
import { day, misconductCases } from './testing/misconduct-cases.js';

describe('a denial', () => {
  const cases = misconductCases();
  const { tenant, registrar, reviewer, panel, clientIds, clock, act, codes, filed, stateOf, decisionsOn } = cases;
  let service: TestService;
  beforeAll(async () => {
    service = await cases.open();
  });
  afterAll(() => service.close());

  async function denied(policy: Parameters<typeof assessedBy>[0] = {}) {
    const { version, earner, submission } = await filed({ policy });
    const decision = await aDenial(service, { tenant, submission, by: reviewer.actor ?? '', at: new Date(clock.at) });
    return { version, earner, submission, decision };
  }
  async function admitted(decision: string, members: readonly Principal[]) {
    const { appeal, userErrors } = await act(registrar, 'fileAppeal', { decisionId: `dec_${decision}`, statement: 'It was there.' });
    expect(userErrors).toEqual([]);
    expect(await codes(members[0] as Principal, 'admitAppeal', { id: appeal?.id, panel: clientIds(members) })).toEqual([]);
    return appeal?.id;
  }

  it('is overturned on appeal: the award is made with the decision, or not at all', async () => {
    const { submission, decision } = await denied();
    const id = await admitted(decision, panel.slice(0, 1));
    const both = await Promise.all([1, 2].map(() => act(panel[0] as Principal, 'decideAppeal', { id, vote: 'GRANT' })));
    expect(both.map(({ userErrors }) => userErrors.map(({ code }) => code)).sort()).toEqual([[], ['APPEAL_STATE_INVALID']]);
    expect(await stateOf(submission)).toMatchObject({ state: 'GRANTED' });
    const [, overturning] = await decisionsOn(submission);
    expect(overturning).toMatchObject({ kind: 'GRANT', as: 'APPEAL_PANEL', overturns: decision });
    const made = await service.database.work((tx) => tx.query('SELECT a.state FROM award a JOIN submission s ON s.award_id = a.id WHERE s.id = $1', [submission]));
    expect(made).toEqual([{ state: 'ACTIVE' }]);
  });

  it('is reviewed again on appeal, and due anew', async () => {
    const { submission, decision } = await denied({ decision: 'TWO_STAGE', reviewDays: 5 });
    const [other, listed] = [aRegistrar(tenant, ['REVIEW']), newId()];
    await service.database.work((tx) =>
      tx.query(
        `INSERT INTO reviewer (tenant_id, id, actor_id, actor_kind, languages, groups, open_at_most, state, version, created_at, updated_at)
         VALUES ($1, $2, $3, 'CLIENT', '{en}', '{}', 5, 'ACTIVE', 1, now(), now())`,
        [tenant, listed, other.actor],
      ),
    );
    const id = await admitted(decision, panel);
    await act(panel[0] as Principal, 'decideAppeal', { id, vote: 'GRANT' });
    expect((await act(panel[1] as Principal, 'decideAppeal', { id, vote: 'REVIEW_AGAIN' })).appeal).toMatchObject({ state: 'ADMITTED' });
    expect((await act(panel[2] as Principal, 'decideAppeal', { id, vote: 'REVIEW_AGAIN' })).appeal).toMatchObject({ state: 'UPHELD', remedy: 'REVIEW_AGAIN' });
    const after = await stateOf(submission);
    expect(after).toMatchObject({ state: 'SUBMITTED' });
    expect(after?.dueAt?.getTime()).toBeGreaterThan(clock.at + 4 * day);
    const [, again] = await decisionsOn(submission);
    expect(again).toMatchObject({ kind: 'RETURN', as: 'APPEAL_PANEL', overturns: decision });
    const asked = await service.database.work((tx) => tx.query('SELECT reviewer_id AS reviewer, attempt, round, state FROM review_assignment WHERE submission_id = $1', [submission]));
    expect(asked).toEqual([{ reviewer: listed, attempt: 1, round: 2, state: 'OFFERED' }]);
  });

  it('is not looked at again by who made it, nor on the 31st day', async () => {
    const { decision } = await denied();
    const { appeal } = await act(registrar, 'fileAppeal', { decisionId: `dec_${decision}`, statement: 'It was there.' });
    const maker = principalOf({ actor: reviewer.actor, tenant, rights: ['GRANT_AWARD'] });
    for (const [name, input] of [['dismissAppeal', { text: 'No.' }], ['admitAppeal', { panel: clientIds(panel) }]] as const) {
      expect(await codes(maker, name, { id: appeal?.id, ...input })).toEqual(['PANEL_MEMBER_INVOLVED']);
    }
    expect(await codes(panel[0] as Principal, 'admitAppeal', { id: appeal?.id, panel: clientIds([reviewer]) })).toEqual(['PANEL_MEMBER_INVOLVED']);
    expect((await act(panel[0] as Principal, 'dismissAppeal', { id: appeal?.id, text: 'Nothing new is said.' })).appeal).toMatchObject({ state: 'INADMISSIBLE', answer: 'Nothing new is said.' });
    const late = await denied();
    const at = clock.at;
    clock.at = at + 30 * day;
    const { appeal: inTime } = await act(registrar, 'fileAppeal', { decisionId: `dec_${late.decision}`, statement: 'On day 30.' });
    expect((await act(registrar, 'withdrawAppeal', { id: inTime?.id })).appeal).toMatchObject({ state: 'WITHDRAWN' });
    const later = await denied();
    clock.at += 31 * day;
    expect(await codes(registrar, 'fileAppeal', { decisionId: `dec_${later.decision}`, statement: 'On day 31.' })).toEqual(['APPEAL_WINDOW_CLOSED']);
  });

  it('stays as it is when the award cannot be made: the vote is not counted either', async () => {
    const { version, earner, submission, decision } = await denied();
    await service.ask(registrar, 'mutation ($input: IssueAwardInput!) { issueAward(input: $input) { userErrors { code } } }', {
      input: { earnerId: `ern_${earner}`, achievementVersionId: `acv_${version.achievementVersion}`, assessment: { method: 'Exam', assessedOn: '2026-03-01' } },
    });
    const id = await admitted(decision, panel.slice(0, 1));
    const refused = await act(panel[0] as Principal, 'decideAppeal', { id, vote: 'GRANT' });
    expect(refused.userErrors).toMatchObject([{ code: 'ALREADY_AWARDED' }]);
    expect(await stateOf(submission)).toMatchObject({ state: 'DENIED' });
    expect(await decisionsOn(submission)).toHaveLength(1);
    expect((await act(panel[0] as Principal, 'decideAppeal', { id, vote: 'REJECT' })).appeal).toMatchObject({ state: 'REJECTED' });
  });
});
