import { anonymous, principalOf } from '@cairn/access';
import { achievementVersionRetired, type AchievementVersionText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const fields = 'award { id state version validUntil offerUntil terms { number from until } history { what reason note by } } userErrors { code message } position';
const mutation = (name: string) => `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`;
const day = 86_400_000;

interface Payload {
  readonly award: { readonly id: string; readonly state: string; readonly terms: unknown[]; readonly history: { readonly what: string }[] } | null;
  readonly userErrors: { readonly code: string; readonly message: string }[];
  readonly position: string | null;
}

describe('what time does to an award', () => {
  const clock = { at: Date.parse('2026-11-22T10:00:00Z'), now: () => clock.at };
  let service: TestService;
  let student = 0;
  const tenant = newId();
  const registrar = aRegistrar(tenant);

  const act = async (name: string, input: Record<string, unknown>, principal = registrar) => {
    const { data, errors } = await service.ask(principal, mutation(name), { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data[name] as Payload;
  };
  const issue = (text: AchievementVersionText, more: Record<string, unknown> = {}) =>
    act('issueAward', { identifier: { type: 'STUDENT_ID', value: `T-${(student += 1)}` }, achievementVersionId: `acv_${text.achievementVersion}`, ...more });
  const read = async (id: string | undefined, principal = registrar) => {
    const { data } = await service.ask(principal, `query ($id: ID!) { award(id: $id) { state validUntil version history { what reason note by } } }`, { id });
    return data?.award as { state: string; version: number; history: { what: string; reason: string | null }[] } | null;
  };
  /** Waits for what the clock of the service does within a second or two. */
  const becomes = async (id: string | undefined, state: string) => {
    for (let tries = 0; tries < 60; tries += 1) {
      const award = await read(id);
      if (award?.state === state) return award;
      await new Promise((resume) => setTimeout(resume, 100));
    }
    throw new Error(`it did not become ${state}`);
  };
  const told = async (id: string | undefined) => {
    return service.bus.published.filter(({ value }) => value.includes(String(id?.slice(4)))).map(({ value }) => (JSON.parse(value) as { type: string }).type);
  };

  beforeAll(async () => {
    service = await aService({ clock });
  });
  afterAll(() => service.close());

  it('begins a scheduled award on its day, which strangers do not see before', async () => {
    const made = await issue(await service.published(tenant, { validFor: 'P1Y' }), { notBefore: '2026-11-25', visibility: 'PUBLIC' });
    expect(made).toMatchObject({ award: { state: 'SCHEDULED', validUntil: '2027-11-25', history: [{ what: 'SCHEDULED', by: 'CLIENT' }] }, userErrors: [] });
    expect(await read(made.award?.id, anonymous)).toBeNull();
    clock.at += 3 * day;
    const begun = await becomes(made.award?.id, 'ACTIVE');
    expect(begun.history).toMatchObject([{ what: 'SCHEDULED' }, { what: 'BEGUN', reason: 'ACTIVE', by: 'REGISTRY' }]);
    expect((await read(made.award?.id, anonymous))?.state).toBe('ACTIVE');
  });

  it('looks at the rules again on the day, and cancels what they no longer allow', async () => {
    const text = await service.published(tenant);
    const made = await issue(text, { notBefore: new Date(clock.at + day).toISOString().slice(0, 10) });
    const { achievement, achievementVersion } = text;
    await service.hear({ contract: achievementVersionRetired, tenant, subject: achievement, version: 3, data: { achievement, achievementVersion, at: '2026-11-22T11:00:00Z' } });
    clock.at += 2 * day;
    expect((await becomes(made.award?.id, 'CANCELLED')).history.at(-1)).toMatchObject({ what: 'CANCELLED', reason: 'ACHIEVEMENT_VERSION_STATE_INVALID' });
  });

  it('is cancelled by whoever may award, before it begins or is accepted, with the reason kept for its tenant and the earner alone', async () => {
    const made = await issue(await service.published(tenant, { acceptance: 'REQUIRED' }));
    expect(made.award?.state).toBe('OFFERED');
    const cancelled = await act('cancelAward', { id: made.award?.id, note: 'Vera Lind left before it was accepted.' });
    expect(cancelled.award).toMatchObject({ state: 'CANCELLED', history: [{ what: 'OFFERED' }, { what: 'CANCELLED', reason: 'WITHDRAWN', note: 'Vera Lind left before it was accepted.', by: 'CLIENT' }] });
    expect((await act('acceptAward', { id: made.award?.id })).userErrors).toMatchObject([{ code: 'AWARD_STATE_INVALID' }]);
    const rows = await service.database.work((tx) => tx.compose<{ text: string }>(`SELECT string_agg(t::text, ' ') AS text FROM award_event t`));
    expect(rows[0]?.text).not.toContain(Buffer.from('Vera Lind').toString('hex'));
    expect(await told(made.award?.id)).not.toContain('cairn.award.issued.v1');
    const held = await issue(await service.published(tenant));
    expect((await act('cancelAward', { id: held.award?.id })).userErrors).toMatchObject([{ code: 'AWARD_STATE_INVALID' }]);
  });

  it('lets an offer lapse, and the earner be awarded again', async () => {
    const text = await service.published(tenant, { acceptance: 'REQUIRED' });
    const input = { identifier: { type: 'STUDENT_ID', value: 'T-again' }, offerDays: 7 };
    const made = await issue(text, input);
    expect(made.award).toMatchObject({ state: 'OFFERED', offerUntil: new Date(clock.at + 7 * day).toISOString() });
    expect((await issue(text, input)).userErrors).toMatchObject([{ code: 'ALREADY_AWARDED' }]);
    clock.at += 7 * day;
    expect((await becomes(made.award?.id, 'CANCELLED')).history.at(-1)).toMatchObject({ reason: 'OFFER_LAPSED', by: 'REGISTRY' });
    expect((await issue(text, input)).userErrors).toEqual([]);
  });

  it('tells once that validity has ended, for whom it is EXPIRED from the day', async () => {
    const made = await issue(await service.published(tenant, { validFor: 'P1M' }));
    clock.at += 40 * day;
    const expired = await becomes(made.award?.id, 'EXPIRED');
    for (let tries = 0; tries < 40 && (await read(made.award?.id))?.version === 1; tries += 1) await new Promise((resume) => setTimeout(resume, 100));
    await new Promise((resume) => setTimeout(resume, 1_500));
    expect(expired.state).toBe('EXPIRED');
    expect((await read(made.award?.id))?.history.map(({ what }) => what)).toEqual(['ISSUED', 'EXPIRED']);
  });

  it('renews an award within its window: the same award with one more term', async () => {
    const text = await service.published(tenant, { validFor: 'P1Y', stated: { maintenance: { window: 'P6M' } } });
    const today = () => new Date(clock.at).toISOString().slice(0, 10);
    const made = await issue(text);
    const { id } = made.award ?? {};
    const end = String((made.award as unknown as { validUntil: string }).validUntil);
    expect((await act('renewAward', { id })).userErrors).toMatchObject([{ code: 'RENEWAL_WINDOW_NOT_OPEN', message: expect.stringMatching(/opens on/) }]);
    clock.at = Date.parse(`${end}T00:00:00Z`) - 30 * day;
    const began = today();
    const renewed = await act('renewAward', { id, note: 'Refresher taken' });
    expect(renewed.award).toMatchObject({ id, state: 'ACTIVE', version: 2, terms: [{ number: 1, until: end }, { number: 2, from: end }] });
    expect(renewed.award?.history.at(-1)).toMatchObject({ what: 'RENEWED', note: 'Refresher taken' });
    expect(await act('renewAward', { id })).toMatchObject({ award: { version: 2 }, userErrors: [], position: null });
    expect(began < end).toBe(true);
    clock.at = Date.parse(`${end}T00:00:00Z`) + 366 * day;
    expect((await act('renewAward', { id })).userErrors).toMatchObject([{ code: 'RENEWAL_WINDOW_CLOSED', message: expect.stringMatching(/expired on/) }]);
    const forever = await issue(await service.published(tenant));
    expect((await act('renewAward', { id: forever.award?.id })).userErrors).toMatchObject([{ code: 'RENEWAL_NOT_NEEDED' }]);
  });

  it('is awarded once in a period, and again in the next', async () => {
    const text = await service.published(tenant, { duplicatePolicy: 'ONE_PER_PERIOD', duplicatePeriod: 'P1Y' });
    const input = { identifier: { type: 'STUDENT_ID', value: 'T-yearly' } };
    const first = await issue(text, { ...input, awardedOn: '2026-02-01' });
    expect(await issue(text, { ...input, awardedOn: '2026-09-01' })).toMatchObject({ award: { id: first.award?.id }, userErrors: [{ code: 'ALREADY_AWARDED' }] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => issue(text, { ...input, awardedOn: '2027-02-01' })));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  it('waits for the guardian of a minor, and is neither accepted nor shown before', async () => {
    const text = await service.published(tenant, { guardianBelowAge: 18 });
    const create = `mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } } }`;
    const { data } = await service.ask(registrar, create, { input: { identifiers: [{ type: 'STUDENT_ID', value: 'T-minor' }] } });
    const earnerId = (data?.createEarner as { earner: { id: string } }).earner.id;
    const until = new Date(clock.at + 400 * day).toISOString().slice(0, 10);
    const state = `mutation ($input: StateMinorityInput!) { stateMinority(input: $input) { earner { minorUntil } userErrors { code } } }`;
    expect((await service.ask(registrar, state, { input: { earnerId, until } })).data?.stateMinority).toEqual({ earner: { minorUntil: until }, userErrors: [] });
    const [row] = await service.database.work((tx) => tx.query<{ until: Buffer }>('SELECT minor_until AS until FROM earner WHERE tenant_id = $1 AND id = $2', [tenant, earnerId.slice(4)]));
    expect(row?.until.toString()).not.toContain(until);
    const made = await act('issueAward', { earnerId, achievementVersionId: `acv_${text.achievementVersion}`, visibility: 'PUBLIC' });
    const { id } = made.award ?? {};
    expect(made.award?.state).toBe('OFFERED');
    const account = newId();
    await service.database.work((tx) => tx.query(`UPDATE earner SET state = 'CLAIMED', account_id = $2 WHERE id = $1`, [earnerId.slice(4), account]));
    const person = principalOf({ kind: 'PERSON', actor: account, account });
    for (const principal of [registrar, person]) expect((await act('acceptAward', { id }, principal)).userErrors).toMatchObject([{ code: 'GUARDIAN_CONSENT_MISSING' }]);
    expect((await act('changeAwardVisibility', { id, visibility: 'PUBLIC' }, person)).userErrors).toMatchObject([{ code: 'GUARDIAN_CONSENT_MISSING' }]);
    const give = `mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { userErrors { code } } }`;
    await service.ask(registrar, give, { input: { earnerId, purpose: 'GUARDIAN', evidence: 'form 7' } });
    expect(await act('acceptAward', { id }, person)).toMatchObject({ award: { state: 'ACTIVE', history: [{ what: 'OFFERED' }, { what: 'ACCEPTED', by: 'PERSON' }] }, userErrors: [] });
    expect((await act('changeAwardVisibility', { id, visibility: 'PUBLIC' }, person)).userErrors).toEqual([]);
  });

  it('is answered by the person to whom it is offered, and by no other person', async () => {
    const made = await issue(await service.published(tenant, { acceptance: 'REQUIRED' }));
    const { id } = made.award ?? {};
    const account = newId();
    await service.database.work((tx) =>
      tx.query(`UPDATE earner e SET state = 'CLAIMED', account_id = $2 FROM award a WHERE a.id = $1 AND e.id = a.earner_id`, [id?.slice(4), account]),
    );
    const stranger = newId();
    expect((await act('declineAward', { id }, principalOf({ kind: 'PERSON', actor: stranger, account: stranger }))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await act('declineAward', { id }, principalOf({ kind: 'PERSON', actor: account, account }))).award?.state).toBe('DECLINED');
  });
});
