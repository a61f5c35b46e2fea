import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, aDraftAchievement, anIssuer, type AwardMarked, eventually, type Marked, publish } from './arrange.js';
import { aMaintained, dayFromNow, Keeper, yearsAfter } from './keeping.js';

/** S9: professional development units in cycles of three years, all of it data of the definition. What the clock does on exact days is tested beside the service (cycles-of-credit.db-spec.ts). */
const rule = {
  required: true,
  anchor: 'AWARD',
  cycle: 'P3Y',
  window: 'P1Y',
  reinstateWithin: 'P1Y',
  step: 0.25,
  shortfall: 'SUSPEND',
  auditShare: 0.05,
  creditsFromAwards: true,
  categories: [{ code: 'education' }, ...['technical', 'leadership', 'strategy'].map((code) => ({ code, within: 'education' })), { code: 'giving' }],
  requirement: {
    id: 'units',
    kind: 'sum',
    measure: 'units',
    atLeast: 60,
    ledger: 'entries',
    from: {},
    floors: [{ where: { tag: 'education' }, atLeast: 35 }, ...['technical', 'leadership', 'strategy'].map((tag) => ({ where: { tag }, atLeast: 8 }))],
    caps: [{ where: { tag: 'giving' }, atMost: 25, mode: 'clip' }],
  },
};
const full = { technical: 8, leadership: 8, strategy: 8, education: 11 };

describe('S9: professional development units in a three-year cycle', () => {
  const anchor = dayFromNow({ months: -33 });
  const earned = dayFromNow({ months: -3 });
  let society: TestTenant;
  let issuer: Marked;
  let keeper: Keeper;
  let certification: AchievementMarked;

  const holding = async (units: Readonly<Record<string, number>>, on = anchor, of = certification, dated = earned): Promise<AwardMarked> => {
    const award = await keeper.award(of, on);
    for (const [category, amount] of Object.entries(units)) expect((await keeper.post(award, dated, category, amount)).userErrors).toEqual([]);
    return award;
  };

  beforeAll(async () => {
    society = await aTenant('Plover Project Society');
    issuer = await anIssuer(society);
    keeper = new Keeper(society);
    certification = await aMaintained(society, issuer, 'Plover practitioner', rule);
    await eventually(async () => (await keeper.award(certification, anchor).catch(() => null)) !== null, Boolean);
  }, 60_000);

  it('counts giving back up to its cap, is met on the day of the last entry, and adds the next term from the anchor', async () => {
    const award = await holding(full);
    const last = dayFromNow({ months: -1 });
    await keeper.post(award, last, 'giving', 30);
    expect(await keeper.read(award)).toMatchObject({
      state: 'ACTIVE',
      validUntil: yearsAfter(anchor, 6),
      terms: [{ number: 1, until: yearsAfter(anchor, 3) }, { number: 2, from: yearsAfter(anchor, 3) }],
      maintenance: { state: 'CURRENT' },
      creditCycles: [{ state: 'MET', have: 60, need: 60, metOn: last, carriedOut: 0 }],
    });
  });

  it('names the floor that is short, and by how much', async () => {
    const short = await holding({ ...full, education: 10.75, giving: 25 });
    expect((await keeper.cycle(short, dayFromNow({})))?.lacking).toMatchObject([{ floor: null, lacks: 0.25 }, { floor: 'education', lacks: 0.25 }]);
    const lopsided = await holding({ ...full, technical: 7.75, education: 12.25, giving: 25 });
    expect(await keeper.cycle(lopsided, dayFromNow({}))).toMatchObject({ state: 'OPEN', have: 61, lacking: [{ floor: 'technical', lacks: 0.25 }] });
    expect((await keeper.read(lopsided)).maintenance).toMatchObject({ state: 'DUE', dueBy: yearsAfter(anchor, 3), lapsesOn: yearsAfter(anchor, 4) });
  });

  it('carries over only where the rule says so', async () => {
    const units = { ...full, education: 16, giving: 25 };
    expect(await keeper.cycle(await holding(units), dayFromNow({}))).toMatchObject({ have: 65, carriedOut: 0 });
    const carrying = await aMaintained(society, issuer, 'Plover senior practitioner', { ...rule, carryOverAtMost: 10 });
    expect(await keeper.cycle(await holding(units, anchor, carrying), dayFromNow({}))).toMatchObject({ have: 65, carriedOut: 5 });
  });

  it('posts an accepted award once, a code once for each earner, and reverses what an audit disallows', async () => {
    const award = await holding({ leadership: 8, strategy: 8, education: 11, giving: 25 });
    const draft = await aDraftAchievement(society, issuer, 'Risk workshop', { creditsAvailable: [{ unit: 'units', amount: 8, category: 'technical' }] });
    await publish(society, draft.versionId);
    const { earnerId } = award;
    await keeper.award(draft, dayFromNow({ months: -1 }), { earnerId, identifier: null });
    await keeper.becomes(award, ({ creditCycles }) => creditCycles?.[0]?.state === 'MET');
    expect((await keeper.read(award)).creditCycles).toMatchObject([{ have: 60 }]);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const made = await society.mutate<{ creditCode: { code: string } }>(
      'mutation ($input: CreateCreditCodeInput!) { createCreditCode(input: $input) { creditCode { code } userErrors { code field message } } }',
      { input: { achievementId: certification.id, category: 'giving', measure: 'units', amount: 1, on: earned, uses: 5, until } },
    );
    const claim = (of: Marked) => keeper.did('claimCreditCode', { code: made.creditCode.code, awardId: of.id }, 'creditEntry { id state } position');
    const other = await holding({});
    expect(await claim(other)).toMatchObject({ creditEntry: { state: 'POSTED' }, userErrors: [] });
    expect((await claim(other)).userErrors).toMatchObject([{ code: 'CODE_USED', field: ['input', 'code'] }]);
  });

  it('draws a sample by a seed that is kept, and turns a cycle open again that rested on what is disallowed', async () => {
    const audited = await aMaintained(society, issuer, 'Plover master', { ...rule, requirement: { id: 'units', kind: 'sum', measure: 'units', atLeast: 4, ledger: 'entries', from: {} } });
    const award = await holding({}, anchor, audited);
    for (const n of [1, 2, 3, 4]) await keeper.post(award, earned, 'giving', 1, { reference: `${award.id}/${n}` });
    expect((await keeper.read(award)).creditCycles).toMatchObject([{ state: 'MET' }]);
    const { creditAudit } = await society.mutate<{ creditAudit: { seed: string; size: number; population: number; entries: { id: string; audit: string }[] } }>(
      'mutation ($input: DrawCreditAuditInput!) { drawCreditAudit(input: $input) { creditAudit { seed size population entries { id audit } } userErrors { code field message } } }',
      { input: { achievementId: audited.id, size: 2, seed: 'plover 1' } },
    );
    expect(creditAudit).toMatchObject({ seed: 'plover 1', size: 2, population: 4, entries: [{ audit: 'SAMPLED' }, { audit: 'SAMPLED' }] });
    const verdict = (creditEntryId: string | undefined, of: string) => keeper.did('decideCreditAudit', { creditEntryId, verdict: of }, 'creditEntry { id state audit } position');
    expect(await verdict(creditAudit.entries[0]?.id, 'CONFIRMED')).toMatchObject({ creditEntry: { state: 'POSTED', audit: 'CONFIRMED' } });
    expect(await verdict(creditAudit.entries[1]?.id, 'DISALLOWED')).toMatchObject({ creditEntry: { state: 'REVERSED', audit: 'DISALLOWED' } });
    expect((await keeper.read(award)).creditCycles).toMatchObject([{ state: 'OPEN', have: 3, lacking: [{ lacks: 1 }] }]);
  });

  it('suspends an award whose cycle was missed, and makes it active again when that is made good, in the term that the anchor gives', async () => {
    const old = dayFromNow({ months: -38 });
    const award = await holding({ ...full, giving: 20 }, old, certification, dayFromNow({ months: -6 }));
    expect(await keeper.becomes(award, ({ state }) => state === 'SUSPENDED')).toMatchObject({ suspensionCauses: ['SHORTFALL'], validUntil: yearsAfter(old, 3), maintenance: { state: 'MISSED' } });
    const { creditEntry } = await keeper.post(award, dayFromNow({}), 'giving', 5);
    const good = await keeper.read(award);
    expect(good).toMatchObject({ state: 'ACTIVE', suspensionCauses: [], validUntil: yearsAfter(old, 6), maintenance: { state: 'CURRENT' }, creditCycles: [{ state: 'REINSTATED', metOn: dayFromNow({}) }, { state: 'OPEN', have: 0 }] });
    expect(good.creditCycles?.[0]?.entryIds).toContain(creditEntry?.id);
  }, 60_000);

  it('lets an award lapse that nothing made good in time', async () => {
    const award = await holding({}, dayFromNow({ months: -49 }));
    expect(await keeper.becomes(award, ({ state }) => state === 'EXPIRED')).toMatchObject({ suspensionCauses: [], maintenance: { state: 'LAPSED' } });
  }, 60_000);

  it.each([
    ['a tenth of a unit', { amount: 0.1 }, 'CREDIT_STEP_INVALID', 'amount'],
    ['a day to come', { on: dayFromNow({ days: 2 }) }, 'CREDIT_DATE_INVALID', 'on'],
    ['a day before the anchor', { on: dayFromNow({ months: -33, days: -1 }) }, 'CREDIT_DATE_INVALID', 'on'],
  ])('refuses %s, and nothing changes', async (_what, more, code, field) => {
    const award = await holding({});
    const before = await keeper.read(award);
    expect(await keeper.post(award, earned, 'technical', 1, more)).toMatchObject({ creditEntry: null, position: null, userErrors: [{ code, field: ['input', field] }] });
    expect(await keeper.read(award)).toEqual(before);
  });

  it('shows another tenant nothing of it', async () => {
    const award = await holding({ technical: 1 });
    const stranger = new Keeper(await aTenant('Sorrel Cloud'));
    expect(await stranger.cycle(award, dayFromNow({}))).toBeNull();
    expect((await stranger.post(award, earned, 'technical', 1)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('is refused at publication when its requirement is none of the language', async () => {
    const stated = { learningOutcomes: ['Explains.'], maintenance: { ...rule, requirement: { id: 'units', kind: 'summ', atLeast: 60 } } };
    const draft = await aDraftAchievement(society, issuer, 'Plover apprentice', { validity: 'MAINTAINED', stated });
    const refused = await society.mutate<object>(
      'mutation ($input: PublishAchievementVersionInput!) { publishAchievementVersion(input: $input) { achievementVersion { state } userErrors { code field message } } }',
      { input: { id: draft.versionId } },
      { refusals: 'expected' },
    );
    expect(refused.userErrors[0]).toMatchObject({ code: 'REQUIREMENT_INVALID', field: expect.arrayContaining(['maintenance', 'requirement']) });
  });
});
