import { type Principal, principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../../../testing/service.js';
import { aSubmission, assessedBy } from '../../../testing/submissions.js';

const fields = 'id state reason submissionId awardId statement notice answer committee { actorId inFavour } decidedAt decisionId appealUntil overturned';
export const day = 86_400_000;

interface Case {
  readonly id: string;
  readonly state: string;
  readonly [field: string]: unknown;
}
interface Payload {
  readonly misconductCase: Case | null;
  readonly appeal: { readonly id: string; readonly state: string; readonly remedy: string | null } | null;
  readonly userErrors: { code: string }[];
  readonly [field: string]: unknown;
}

/** A service with staff, a committee and a panel, and what tests of misconduct and appeals do in it; `open` before any of it. */
export function misconductCases() {
  let service: TestService;
  const clock = { at: Date.parse('2026-03-02T10:00:00Z'), now: () => clock.at };
  const tenant = newId();
  const registrar = aRegistrar(tenant, ['AWARD', 'REVOKE', 'ADMINISTER', 'SIT_ON_COMMITTEE']);
  const reviewer = aRegistrar(tenant, ['REVIEW']);
  const five = Array.from({ length: 5 }, () => aRegistrar(tenant, ['SIT_ON_COMMITTEE']));
  const panel = Array.from({ length: 3 }, () => aRegistrar(tenant, ['GRANT_AWARD']));
  const clientIds = (of: readonly Principal[]) => of.map(({ actor }) => `apc_${actor}`);

  async function act(principal: Principal, name: string, input: object): Promise<Payload> {
    const shape = name.includes('Appeal') ? 'appeal { id state remedy answer statement panel { vote } overturningDecisionId }' : `misconductCase { ${fields} }`;
    const { data, errors } = await service.ask<Record<string, Payload>>(principal, `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${shape} userErrors { code field } } }`, { input });
    const payload = data?.[name];
    if (!payload) throw new Error(JSON.stringify(errors));
    return payload;
  }
  const codes = async (principal: Principal, name: string, input: object) => (await act(principal, name, input)).userErrors.map(({ code }) => code);

  let students = 0;
  async function anEarner(): Promise<string> {
    students += 1;
    const { data } = await service.ask<{ createEarner: { earner: { id: string } } }>(
      registrar,
      'mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } userErrors { code } } }',
      { input: { name: 'Jonas Ekwe', identifiers: [{ type: 'STUDENT_ID', value: `M-${students}` }] } },
    );
    return data?.createEarner.earner.id.slice(4) ?? '';
  }
  async function claimed(earner: string): Promise<Principal> {
    const account = newId();
    await service.database.work((tx) => tx.query(`UPDATE earner SET account_id = $2, state = 'CLAIMED' WHERE tenant_id = $3 AND id = $1`, [earner, account, tenant]));
    return principalOf({ kind: 'PERSON', actor: account, account });
  }
  async function filed(change: { dueAt?: Date; policy?: Parameters<typeof assessedBy>[0] } = {}) {
    const version = await service.published(tenant, assessedBy(change.policy));
    const earner = await anEarner();
    const submission = await aSubmission(service, { tenant, version, earner, at: new Date(clock.at), dueAt: change.dueAt ?? new Date('2026-03-17T00:00:00Z') });
    return { version, earner, submission };
  }
  async function awarded() {
    const version = await service.published(tenant, assessedBy({ decision: 'TWO_STAGE' }));
    const earner = await anEarner();
    const { data } = await service.ask<{ issueAward: { award: { id: string } } }>(registrar, 'mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code } } }', {
      input: { earnerId: `ern_${earner}`, achievementVersionId: `acv_${version.achievementVersion}`, awardedOn: '2026-03-01', assessment: { method: 'Review', assessedOn: '2026-03-01' } },
    });
    const award = data?.issueAward.award.id.slice(4) ?? '';
    const submission = await aSubmission(service, { tenant, version, earner, at: new Date(clock.at), state: 'GRANTED', award });
    return { version, earner, submission, award };
  }
  const stateOf = async (submission: string) =>
    (await service.database.work((tx) => tx.query<{ state: string; dueAt: Date | null }>('SELECT state, due_at AS "dueAt" FROM submission WHERE id = $1', [submission])))[0];
  const awardOf = async (award: string) =>
    (await service.database.work((tx) => tx.query<{ state: string; causes: string[] }>('SELECT state, suspension_causes AS causes FROM award WHERE id = $1', [award])))[0];
  const decisionsOn = (submission: string) =>
    service.database.work((tx) => tx.query<Record<string, unknown>>('SELECT id, kind, decided_as AS "as", decided_by AS by, overturns_id AS overturns FROM decision WHERE submission_id = $1 ORDER BY at, id', [submission]));
  async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      const answer = await ask();
      if (wanted(answer) || tries > 400) return answer;
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }
  async function reported(about: object, by = reviewer): Promise<string> {
    const { userErrors } = await act(by, 'reportMisconduct', { ...about, reason: 'PLAGIARISM', statement: 'The third page stands word for word elsewhere.' });
    expect(userErrors).toEqual([]);
    const { data } = await service.ask<{ misconductCases: { nodes: Case[] } }>(five[0] as Principal, `{ misconductCases(first: 1) { nodes { ${fields} } } }`);
    return data?.misconductCases.nodes[0]?.id ?? '';
  }
  const noticed = async (id: string) => act(five[0] as Principal, 'giveMisconductNotice', { id, text: 'You are asked about page three.', committee: clientIds(five) });
  async function voted(id: string, votes: readonly boolean[]) {
    let last: Payload | undefined;
    for (const [place, inFavour] of votes.entries()) last = await act(five[place] as Principal, 'voteOnMisconduct', { id, inFavour });
    return last;
  }
  async function upheld(about: object) {
    const id = await reported(about);
    await noticed(id);
    return { id, last: await voted(id, [true, true, true]) };
  }

  const open = async () => (service = await aService({ clock }));
  return { open, tenant, registrar, reviewer, five, panel, clientIds, clock, act, codes, claimed, filed, awarded, stateOf, awardOf, decisionsOn, until, reported, noticed, voted, upheld, anEarner };
}
