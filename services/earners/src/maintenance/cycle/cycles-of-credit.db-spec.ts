import { type AwardFact, awardIssued, awardRevoked } from '@cairn/events';
import { aRegistrar, aService, type TestService } from '../../testing/service.js';
import { newId } from '@cairn/postgres';
import { entryFields, Keeper, type Posted, unitsRule } from '../testing/keeper.js';

describe('an award that is kept valid by units in cycles of three years', () => {
  const clock = { at: Date.parse('2028-10-01T10:00:00Z'), now: () => clock.at };
  const to = (instant: string) => (clock.at = Date.parse(instant));
  let service: TestService;
  let society: Keeper;
  let version: { achievementVersion: string };

  /** An award of 2026-03-01 with units of each category. */
  const holding = async (units: Readonly<Record<string, number>>, rule = version) => {
    const { id, earner } = await society.award(rule, '2026-03-01', { origin: 'MIGRATED' });
    const entries: string[] = [];
    for (const [category, amount] of Object.entries(units)) entries.push(String((await society.post(id, '2028-05-01', category, amount)).creditEntry?.id));
    return { id, earner, entries };
  };

  const revise = (id: string | undefined, change: object) => society.ask<Posted>('reviseCreditEntry', { id, ...change }, entryFields);
  const reverse = (id: string | undefined) => society.ask<Posted>('reverseCreditEntry', { id }, entryFields);

  beforeAll(async () => {
    service = await aService({ clock });
    society = new Keeper(service);
    version = await society.published(unitsRule);
  });
  afterAll(() => service.close());
  beforeEach(() => to('2028-10-01T10:00:00Z'));

  it('ends with its first cycle, and needs what the rule says', async () => {
    const { id } = await holding({});
    const award = await society.read(id);
    expect(award).toMatchObject({ state: 'ACTIVE', validUntil: '2029-03-01', maintenance: { state: 'DUE', opensOn: '2028-03-01', dueBy: '2029-03-01', lapsesOn: '2030-03-01', terms: 1 } });
    expect(award.creditCycles).toMatchObject([{ number: 0, from: '2026-03-01', until: '2029-03-01', state: 'OPEN', have: 0, need: 60 }]);
    expect((await society.read(id, '2028-02-29')).maintenance?.state).toBe('CURRENT');
  });

  it('is read with all others of a list, its cycles and its maintenance, in as many statements as one alone', async () => {
    const awards = [await holding({ technical: 8 }), await holding({ giving: 5 }), await holding({})];
    const asking = async (some: readonly { id: string }[]) => {
      const fields = some.map(({ id }, at) => `a${at}: award(id: "${id}") { creditCycles { have } maintenance { state } }`).join(' ');
      service.statements();
      const { data } = await service.ask<Record<string, { creditCycles: readonly { have: number }[] }>>(society.staff, `{ ${fields} }`);
      return { have: Object.values(data ?? {}).map(({ creditCycles }) => creditCycles[0]?.have), statements: service.statements().length };
    };
    const one = await asking(awards.slice(0, 1));
    expect(await asking(awards)).toEqual({ have: [8, 5, 0], statements: one.statements });
  });

  it('is met on the day of the last entry, with the excess over a cap clipped and not carried, and gets its next term', async () => {
    const { id } = await holding({ technical: 8, leadership: 8, strategy: 8, education: 11 });
    await society.post(id, '2028-09-20', 'giving', 30);
    const award = await society.read(id);
    expect(award.creditCycles).toMatchObject([{ state: 'MET', have: 60, need: 60, metOn: '2028-09-20', carriedOut: 0, lacking: [] }]);
    expect(award).toMatchObject({ state: 'ACTIVE', validUntil: '2032-03-01', maintenance: { state: 'CURRENT' }, terms: [{ number: 1, until: '2029-03-01' }, { number: 2, from: '2029-03-01', until: '2032-03-01' }] });
    expect(award.history.at(-1)).toMatchObject({ what: 'RENEWED', reason: 'CYCLE_MET' });
    expect(award.history.filter(({ what }) => what === 'RENEWED')).toHaveLength(1);
  });

  it('names the floor that is not reached, and by how much', async () => {
    const short = await holding({ technical: 8, leadership: 8, strategy: 8, education: 10.75, giving: 25 });
    expect((await society.cycle(short.id, '2028-10-01'))?.lacking).toEqual([
      { node: 'units', floor: null, have: 59.75, need: 60, lacks: 0.25 },
      { node: 'units', floor: 'education', have: 34.75, need: 35, lacks: 0.25 },
    ]);
    const lopsided = await holding({ technical: 7.75, leadership: 8, strategy: 8, education: 12.25, giving: 25 });
    const cycle = await society.cycle(lopsided.id, '2028-10-01');
    expect(cycle).toMatchObject({ state: 'OPEN', have: 61 });
    expect(cycle?.lacking).toEqual([{ node: 'units', floor: 'technical', have: 7.75, need: 8, lacks: 0.25 }]);
  });

  it('carries what is over only where the rule says so, and fills no floor with it', async () => {
    const units = { technical: 8, leadership: 8, strategy: 8, education: 16, giving: 25 };
    const plain = await holding(units);
    expect((await society.cycle(plain.id, '2028-10-01'))?.carriedOut).toBe(0);
    const carrying = await society.published({ ...unitsRule, carryOverAtMost: 10 });
    const carried = await holding(units, carrying);
    expect(await society.cycle(carried.id, '2028-10-01')).toMatchObject({ have: 65, carriedOut: 5 });
    to('2029-06-01T10:00:00Z');
    const next = await society.cycle(carried.id, '2029-06-01');
    expect(next).toMatchObject({ number: 1, have: 5, carriedIn: 5 });
    expect(next?.lacking).toEqual(expect.arrayContaining([{ node: 'units', floor: 'education', have: 0, need: 35, lacks: 35 }]));
  });

  it('is suspended when it is missed, active again when that is made good, with no later boundary moved', async () => {
    const { id } = await holding({ technical: 8, leadership: 8, strategy: 8, education: 11, giving: 20 });
    to('2029-03-01T00:00:01Z');
    const missed = await society.becomes(id, ({ state }) => state === 'SUSPENDED');
    expect(missed).toMatchObject({ suspensionCauses: ['SHORTFALL'], validUntil: '2029-03-01', maintenance: { state: 'MISSED', lapsesOn: '2030-03-01' }, creditCycles: [{ state: 'MISSED' }, { state: 'OPEN' }] });
    expect(missed.history.map(({ what }) => what)).not.toContain('EXPIRED');
    to('2029-10-01T10:00:00Z');
    const late = await society.post(id, '2029-10-01', 'giving', 5);
    const good = await society.read(id);
    expect(good).toMatchObject({ state: 'ACTIVE', suspensionCauses: [], validUntil: '2032-03-01', maintenance: { state: 'CURRENT' } });
    expect(good.creditCycles).toMatchObject([{ state: 'REINSTATED', metOn: '2029-10-01', have: 60 }, { number: 1, from: '2029-03-01', until: '2032-03-01', have: 0 }]);
    expect(good.creditCycles?.[0]?.entryIds).toContain(late.creditEntry?.id);
    expect(good.creditCycles?.[1]?.entryIds).toEqual([]);
    const told = () => service.bus.published.map(({ value }) => JSON.parse(value) as { type: string; subject: string }).flatMap(({ type, subject }) => (subject === id.slice(4) && type.startsWith('cairn.credit.cycle') ? [type] : []));
    for (let tries = 0; tries < 600 && told().length < 2; tries += 1) await new Promise((resume) => setTimeout(resume, 50));
    expect(told()).toEqual(['cairn.credit.cycle-missed.v1', 'cairn.credit.cycle-reinstated.v1']);
  });

  it('lapses when nothing made it good in time, and is not brought back by what comes later', async () => {
    const { id } = await holding({ technical: 8 });
    await service.hear({ contract: awardIssued, tenant: society.tenant, subject: id.slice(4), version: 1, data: await factOf(id) });
    to('2029-03-02T00:00:00Z');
    await society.becomes(id, ({ state }) => state === 'SUSPENDED');
    to('2030-03-01T00:00:01Z');
    const lapsed = await society.becomes(id, ({ state }) => state === 'EXPIRED');
    expect(lapsed).toMatchObject({ suspensionCauses: [], maintenance: { state: 'LAPSED' } });
    expect(lapsed.history.at(-1)).toMatchObject({ what: 'EXPIRED', reason: 'SHORTFALL' });
    await society.post(id, '2030-03-01', 'education', 100);
    expect(await society.read(id)).toMatchObject({ state: 'EXPIRED', maintenance: { state: 'LAPSED' } });
  });

  it('is open again, or missed, when an entry that met it falls away', async () => {
    const open = await holding({ technical: 8, leadership: 8, strategy: 8, education: 11, giving: 25 });
    expect((await society.read(open.id)).creditCycles).toMatchObject([{ state: 'MET' }]);
    expect(await reverse(open.entries[4])).toMatchObject({ creditEntry: { state: 'REVERSED', version: 2 }, userErrors: [] });
    expect((await society.read(open.id)).creditCycles).toMatchObject([{ state: 'OPEN', have: 35 }]);
    expect((await reverse(open.entries[4])).userErrors).toMatchObject([{ code: 'CREDIT_STATE_INVALID' }]);
    const met = await holding({ technical: 8, leadership: 8, strategy: 8, education: 11, giving: 25 });
    to('2029-04-01T00:00:00Z');
    await reverse(met.entries[0]);
    expect(await society.read(met.id)).toMatchObject({ state: 'SUSPENDED', creditCycles: [{ state: 'MISSED' }, { state: 'OPEN' }] });
    await society.post(met.id, '2029-04-01', 'technical', 8);
    expect(await society.read(met.id)).toMatchObject({ state: 'ACTIVE', validUntil: '2032-03-01', creditCycles: [{ state: 'REINSTATED' }, { state: 'OPEN' }] });
    expect((await society.read(met.id)).terms).toHaveLength(2);
  });

  it('posts the credits of another award once, however often it is told of, and takes them back with it', async () => {
    const taking = await society.published({ ...unitsRule, creditsFromAwards: true });
    const { id, earner } = await holding({}, taking);
    const course = await service.published(society.tenant, { creditsAvailable: [{ unit: 'units', amount: 8, category: 'technical' }] });
    const { id: source } = await society.award(course, '2028-06-01', { earnerId: earner, identifier: null });
    const data = await factOf(source);
    for (const version of [1, 1, 1]) await service.hear({ contract: awardIssued, tenant: society.tenant, subject: source.slice(4), version, data });
    expect((await society.cycle(id, '2028-10-01'))).toMatchObject({ have: 8, entryIds: [expect.stringMatching(/^cre_/)] });
    await service.hear({ contract: awardRevoked, tenant: society.tenant, subject: source.slice(4), version: 2, data: { ...data, reason: 'OTHER', inError: false, on: '2028-10-01', at: '2028-10-01T10:00:00Z' } });
    expect((await society.cycle(id, '2028-10-01'))).toMatchObject({ have: 0, uncounted: [{ state: 'REVERSED', reason: 'AWARD_ENDED' }] });
  });

  it.each([
    ['a tenth of a unit', '2028-05-01', 0.1, 'technical', 'CREDIT_STEP_INVALID', 'amount'],
    ['nothing', '2028-05-01', 0, 'technical', 'CREDIT_STEP_INVALID', 'amount'],
    ['a third decimal', '2028-05-01', 0.125, 'technical', 'CREDIT_STEP_INVALID', 'amount'],
    ['a day to come', '2028-10-02', 1, 'technical', 'CREDIT_DATE_INVALID', 'on'],
    ['a day before the anchor', '2026-02-28', 1, 'technical', 'CREDIT_DATE_INVALID', 'on'],
    ['a category that the rule does not know', '2028-05-01', 1, 'gardening', 'INVALID_VALUE', 'category'],
  ])('takes no entry of %s', async (_what, on, amount, category, code, field) => {
    const { id } = await holding({});
    const before = service.bus.published.length;
    expect(await society.post(id, on, category, amount)).toMatchObject({ creditEntry: null, userErrors: [{ code, field: ['input', field] }], position: null });
    await new Promise((resume) => setTimeout(resume, 200));
    expect(service.bus.published.slice(before).filter(({ topic }) => topic === 'cairn.credit.v1')).toEqual([]);
    expect((await society.cycle(id, '2028-10-01'))?.entryIds).toEqual([]);
  });

  it('takes an entry once by its reference and its key, and corrects it by a further revision', async () => {
    const { id } = await holding({});
    const first = await society.post(id, '2028-05-01', 'technical', 2, { reference: 'lms/1' });
    expect(await society.post(id, '2028-05-01', 'technical', 2, { reference: 'lms/1' })).toMatchObject({ creditEntry: { id: first.creditEntry?.id }, position: null });
    const keyed = await society.post(id, '2028-05-01', 'technical', 3, { idempotencyKey: 'k-1' });
    expect(await society.post(id, '2028-05-01', 'technical', 3, { idempotencyKey: 'k-1' })).toMatchObject({ creditEntry: { id: keyed.creditEntry?.id } });
    expect(await revise(first.creditEntry?.id, { amount: 4.5 })).toMatchObject({ creditEntry: { version: 2, state: 'POSTED' }, userErrors: [] });
    expect(await society.cycle(id, '2028-10-01')).toMatchObject({ have: 7.5 });
    expect((await revise(first.creditEntry?.id, { amount: 0.3 })).userErrors).toMatchObject([{ code: 'CREDIT_STEP_INVALID' }]);
    expect((await revise(`cre_${newId()}`, { amount: 1 })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('is refused to others, and shows them nothing', async () => {
    const { id } = await holding({ technical: 1 });
    const input = { awardId: id, on: '2028-05-01', category: 'technical', amount: 1, measure: 'units' };
    const by = (principal: typeof society.staff) => society.ask<{ userErrors: unknown[] }>('postCreditEntry', input, 'userErrors { code }', principal);
    expect((await by(aRegistrar(society.tenant, ['REVOKE']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await by(aRegistrar(newId()))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await society.cycle(id, '2028-10-01', undefined, aRegistrar(newId()))).toBeNull();
    const { id: unruled } = await society.award(await service.published(society.tenant), '2028-05-01');
    expect((await society.post(unruled, '2028-05-01', null, 1)).userErrors).toMatchObject([{ code: 'CREDIT_RULE_MISSING' }]);
    expect(await society.read(unruled)).toMatchObject({ maintenance: null, creditCycles: null });
  });

  /** What the service itself told of an award when it was made. */
  async function factOf(id: string): Promise<AwardFact> {
    for (let tries = 0; tries < 50; tries += 1) {
      const said = service.bus.published.map(({ value }) => JSON.parse(value) as { type: string; subject: string; data: AwardFact }).find(({ type, subject }) => type === 'cairn.award.issued.v1' && subject === id.slice(4));
      if (said) return said.data;
      await new Promise((resume) => setTimeout(resume, 100));
    }
    throw new Error('nothing was told of the award');
  }
});
