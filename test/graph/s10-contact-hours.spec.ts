import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, type AwardMarked, eventually, type Marked } from './arrange.js';
import { aMaintained, dayFromNow, Keeper } from './keeping.js';

/** S10: contact hours of providers that were accredited on the day, all of it data. Verification stopped is tested beside the service (accredited-providers.db-spec.ts). */
const rule = {
  required: true,
  cycle: 'P5Y',
  step: 0.5,
  categories: [{ code: 'contact' }, { code: 'pharmacotherapeutics', within: 'contact' }, { code: 'presentation', oncePerActivity: true }],
  conversions: [{ from: 'sch', to: 'hours', factor: 15 }],
  providerAccreditation: { kinds: ['ACCREDITED'], body: 'Commission on Nursing Credits' },
};
const hoursAndMore = {
  id: 'renewal',
  kind: 'all',
  of: [
    { id: 'hours', kind: 'sum', measure: 'hours', atLeast: 75, ledger: 'entries', from: { tag: 'contact' } },
    { id: 'second', kind: 'count', atLeast: 1, ledger: 'entries', from: { tag: 'presentation' } },
  ],
};
const hours = (more: object = {}) => ({ id: 'hours', kind: 'sum', measure: 'hours', atLeast: 75, ledger: 'entries', from: { tag: 'contact' }, ...more });
const accreditation = 'accreditation { id version until } position userErrors { code field message }';

describe('S10: contact hours and accredited providers as they were known', () => {
  const began = dayFromNow({ months: -20 });
  const ended = dayFromNow({ months: -4 });
  const lastDay = dayFromNow({ months: -4, days: -1 });
  const corrected = dayFromNow({ months: -8 });
  let board: TestTenant;
  let issuer: Marked;
  let keeper: Keeper;
  let academy: { readonly tenant: TestTenant; readonly issuer: Marked; readonly did: string };
  let commission: TestTenant;
  let statement: string;
  let nurse: AchievementMarked;

  const record = (by: TestTenant, input: object) =>
    by.mutate<{ accreditation: { id: string; version: number } | null; position: string }>(`mutation ($input: RecordAccreditationInput!) { recordAccreditation(input: $input) { ${accreditation} } }`, { input }, { refusals: 'expected' });
  const correct = (until: string) =>
    commission.mutate<{ position: string }>(`mutation ($input: CorrectAccreditationInput!) { correctAccreditation(input: $input) { ${accreditation} } }`, { input: { id: statement, until } });
  const holding = (of = nurse): Promise<AwardMarked> => keeper.award(of, began);
  const enter = (award: Marked, on: string, category: string, amount: number, more: object = {}) => keeper.post(award, on, category, amount, { measure: 'hours', providerId: academy.issuer.id, ...more });

  beforeAll(async () => {
    board = await aTenant('Quillwort Nursing Board');
    commission = await aTenant('Commission on Nursing Credits');
    issuer = await anIssuer(board);
    keeper = new Keeper(board);
    nurse = await aMaintained(board, issuer, 'Quillwort nurse', { ...rule, requirement: hoursAndMore });
    const tenant = await aTenant('Sandpiper Care Academy');
    const provider = await anIssuer(tenant);
    const did = await eventually(
      async () => (await tenant.read<{ issuer: { did: string | null } | null }>('query ($id: ID!) { issuer(id: $id) { did } }', { id: provider.id })).issuer?.did ?? null,
      (found) => found !== null,
    );
    academy = { tenant, issuer: provider, did: String(did) };
    const made = await record(commission, { subject: academy.did, body: 'Commission on Nursing Credits', kind: 'ACCREDITED', from: began, until: ended });
    statement = String(made.accreditation?.id);
    const award = await eventually(() => holding().catch(() => null), (found) => found !== null);
    await eventually(() => enter(award as AwardMarked, lastDay, 'contact', 1), ({ creditEntry }) => creditEntry?.state === 'POSTED');
  }, 60_000);

  it('is met by semester credits only together with another category', async () => {
    const award = await holding();
    await enter(award, dayFromNow({ months: -9 }), 'contact', 5, { measure: 'sch' });
    expect(await keeper.cycle(award, dayFromNow({}))).toMatchObject({ state: 'OPEN', lacking: [{ node: 'second', lacks: 1 }] });
    await enter(award, dayFromNow({ months: -6 }), 'presentation', 1);
    expect(await keeper.cycle(award, dayFromNow({}))).toMatchObject({ state: 'MET', metOn: dayFromNow({ months: -6 }) });
  });

  it('asks of advanced practice a minimum within the hours, and names half an hour that is missing', async () => {
    const advanced = await aMaintained(board, issuer, 'Quillwort advanced nurse', { ...rule, requirement: hours({ floors: [{ where: { tag: 'pharmacotherapeutics' }, atLeast: 25 }] }) });
    const award = await eventually(() => holding(advanced).catch(() => null), (found) => found !== null);
    await enter(award as AwardMarked, lastDay, 'contact', 60);
    await enter(award as AwardMarked, lastDay, 'pharmacotherapeutics', 24.5);
    expect(await keeper.cycle(award as AwardMarked, dayFromNow({}))).toMatchObject({ state: 'OPEN', lacking: [{ floor: 'pharmacotherapeutics', have: 24.5, need: 25, lacks: 0.5 }] });
  });

  it('counts one presentation once, however often it was given', async () => {
    const talks = await aMaintained(board, issuer, 'Quillwort speaker', { ...rule, requirement: hours({ atLeast: 6, from: { tag: 'presentation' } }) });
    const award = (await eventually(() => holding(talks).catch(() => null), (found) => found !== null)) as AwardMarked;
    for (const on of [dayFromNow({ months: -7 }), lastDay]) await enter(award, on, 'presentation', 2, { activity: 'Wound care' });
    expect(await keeper.cycle(award, dayFromNow({}))).toMatchObject({ have: 2, uncounted: [{ reason: 'ACTIVITY_COUNTED' }] });
    await enter(award, lastDay, 'presentation', 2, { activity: 'Pain' });
    expect(await keeper.cycle(award, dayFromNow({}))).toMatchObject({ have: 4 });
  });

  it('counts what was earned on the last day of the accreditation, and not on the first day after', async () => {
    const award = await holding();
    expect(await enter(award, lastDay, 'contact', 1)).toMatchObject({ creditEntry: { state: 'POSTED' }, userErrors: [] });
    const before = await keeper.read(award);
    expect(await enter(award, ended, 'contact', 1)).toMatchObject({ creditEntry: null, position: null, userErrors: [{ code: 'PROVIDER_NOT_ACCREDITED', field: ['input', 'providerId'] }] });
    expect(await keeper.read(award)).toEqual(before);
  });

  it('lets no provider accredit itself', async () => {
    expect(await record(academy.tenant, { subject: academy.did, body: 'Commission on Nursing Credits', kind: 'ACCREDITED', from: began })).toMatchObject({
      accreditation: null,
      userErrors: [{ code: 'ACCREDITATION_SELF', field: ['input', 'subject'] }],
    });
  });

  it('answers what counted as it was known before a correction, and says why it no longer does', async () => {
    const only = await aMaintained(board, issuer, 'Quillwort registered nurse', { ...rule, requirement: hours() });
    const award = (await eventually(() => holding(only).catch(() => null), (found) => found !== null)) as AwardMarked;
    await enter(award, dayFromNow({ months: -9 }), 'contact', 2);
    await enter(award, lastDay, 'contact', 3);
    const then = new Date().toISOString();
    expect(await keeper.cycle(award, lastDay, then)).toMatchObject({ have: 5, uncounted: [] });
    await correct(corrected);
    await eventually(() => keeper.cycle(award, lastDay), (cycle) => cycle?.have === 2);
    expect(await keeper.cycle(award, lastDay)).toMatchObject({ have: 2, uncounted: [{ state: 'REFUSED', reason: 'PROVIDER_NOT_ACCREDITED' }] });
    expect(await keeper.cycle(award, lastDay, then)).toMatchObject({ have: 5, uncounted: [] });
  });
});
