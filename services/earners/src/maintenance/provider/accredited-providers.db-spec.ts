import { accreditationCorrected, accreditationRecorded } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aService, type TestService } from '../../testing/service.js';
import { Keeper } from '../testing/keeper.js';

/** Contact hours of accredited providers, in cycles of five years, as data. */
const hoursRule = {
  cycle: 'P5Y',
  step: 0.5,
  categories: [
    { code: 'contact', oncePerActivity: false },
    { code: 'pharmacotherapeutics', within: 'contact', oncePerActivity: false },
    { code: 'presentation', oncePerActivity: true },
    { code: 'publication', oncePerActivity: false },
  ],
  conversions: [{ from: 'sch', to: 'hours', factor: 15 }],
  providerAccreditation: { kinds: ['ACCREDITED'] },
  requirement: {
    id: 'renewal',
    kind: 'all',
    of: [
      { id: 'hours', kind: 'sum', measure: 'hours', atLeast: 75, ledger: 'entries', from: { tag: 'contact' } },
      { id: 'second', kind: 'count', atLeast: 1, ledger: 'entries', from: { tag: ['presentation', 'publication'] } },
    ],
  },
};

describe('hours that count only from accredited providers', () => {
  const clock = { at: Date.parse('2026-06-30T10:00:00Z'), now: () => clock.at };
  const to = (instant: string) => (clock.at = Date.parse(instant));
  const academy = newId();
  const statement = newId();
  const accreditation = { accreditation: statement, subject: 'did:web:academy.example', subjectIssuer: academy, body: 'Board of Nursing Education', kind: 'ACCREDITED' as const, from: '2025-01-01' };
  let service: TestService;
  let board: Keeper;
  let version: { achievementVersion: string };
  const providerId = `iss_${academy}`;

  const holding = async (of: { achievementVersion: string } = version) => (await board.award(of, '2025-02-01', { origin: 'MIGRATED' })).id;
  const hours = (award: string, on: string, category: string, amount: number, more: object = {}) => board.post(award, on, category, amount, { measure: 'hours', providerId, ...more });

  beforeAll(async () => {
    service = await aService({ clock });
    board = new Keeper(service);
    version = await board.published(hoursRule);
    await service.hear({ contract: accreditationRecorded, tenant: newId(), subject: statement, version: 1, data: { ...accreditation, version: 1, until: '2026-06-30', at: '2025-01-01T00:00:00Z' } });
  });
  afterAll(() => service.close());
  beforeEach(() => to('2026-06-30T10:00:00Z'));

  it('are met by converted credits only together with a second category', async () => {
    const award = await holding();
    await hours(award, '2026-05-01', 'contact', 5, { measure: 'sch' });
    const unmet = await board.cycle(award, '2026-06-30');
    expect(unmet).toMatchObject({ state: 'OPEN', from: '2025-02-01', until: '2030-02-01' });
    expect(unmet?.lacking).toEqual([{ node: 'second', floor: null, have: 0, need: 1, lacks: 1 }]);
    await hours(award, '2026-05-02', 'presentation', 1);
    expect(await board.cycle(award, '2026-06-30')).toMatchObject({ state: 'MET', metOn: '2026-05-02' });
    expect(await board.read(award)).toMatchObject({ validUntil: '2035-02-01' });
  });

  it('lack half an hour of a minimum within them', async () => {
    const advanced = await board.published({
      ...hoursRule,
      requirement: { id: 'hours', kind: 'sum', measure: 'hours', atLeast: 75, ledger: 'entries', from: { tag: 'contact' }, floors: [{ where: { tag: 'pharmacotherapeutics' }, atLeast: 25 }] },
    });
    const award = await holding(advanced);
    await hours(award, '2026-05-01', 'contact', 60);
    await hours(award, '2026-05-01', 'pharmacotherapeutics', 24.5);
    expect((await board.cycle(award, '2026-06-30'))?.lacking).toEqual([{ node: 'hours', floor: 'pharmacotherapeutics', have: 24.5, need: 25, lacks: 0.5 }]);
    await hours(award, '2026-05-02', 'pharmacotherapeutics', 0.5);
    expect(await board.cycle(award, '2026-06-30')).toMatchObject({ state: 'MET' });
  });

  it('count one presentation once, however often it is given, and two of them twice', async () => {
    const twice = await board.published({ ...hoursRule, requirement: { id: 'talks', kind: 'sum', measure: 'hours', atLeast: 6, ledger: 'entries', from: { tag: 'presentation' } } });
    const award = await holding(twice);
    await hours(award, '2026-05-01', 'presentation', 2, { activity: 'Wound care' });
    await hours(award, '2026-05-20', 'presentation', 2, { activity: 'Wound care' });
    expect(await board.cycle(award, '2026-06-30')).toMatchObject({ have: 2, uncounted: [{ state: 'REFUSED', reason: 'ACTIVITY_COUNTED' }] });
    await hours(award, '2026-05-21', 'presentation', 2, { activity: 'Pain' });
    expect(await board.cycle(award, '2026-06-30')).toMatchObject({ have: 4 });
  });

  it('count to the last day of an accreditation, and not on the first after it', async () => {
    const award = await holding();
    expect(await hours(award, '2026-06-29', 'contact', 1)).toMatchObject({ creditEntry: { state: 'POSTED' }, userErrors: [] });
    expect(await hours(award, '2026-06-30', 'contact', 1)).toMatchObject({ creditEntry: null, userErrors: [{ code: 'PROVIDER_NOT_ACCREDITED', field: ['input', 'providerId'] }], position: null });
    expect((await hours(award, '2026-06-29', 'contact', 1, { providerId: `iss_${newId()}` })).userErrors).toMatchObject([{ code: 'PROVIDER_NOT_ACCREDITED' }]);
    expect((await hours(award, '2026-06-29', 'contact', 1, { providerId: null })).userErrors).toMatchObject([{ code: 'PROVIDER_NOT_ACCREDITED' }]);
  });

  it('wait to be checked while nothing is heard of providers, and count once it is', async () => {
    const award = await holding();
    service.bus.up = false;
    clock.at += 61_000;
    const waiting = await hours(award, '2026-06-29', 'contact', 1);
    expect(waiting).toMatchObject({ creditEntry: { state: 'PENDING_CHECK', reason: 'ACCREDITATION_NOT_KNOWN' }, userErrors: [] });
    expect(await board.cycle(award, '2026-06-30')).toMatchObject({ uncounted: [{ entryId: waiting.creditEntry?.id, state: 'PENDING_CHECK' }] });
    service.bus.up = true;
    await board.becomes(award, ({ creditCycles }) => creditCycles?.[0]?.entryIds.includes(String(waiting.creditEntry?.id)) === true);
  });

  it('are judged again when an accreditation is corrected, and are told as they were known before', async () => {
    const only = await board.published({ ...hoursRule, requirement: { id: 'hours', kind: 'sum', measure: 'hours', atLeast: 75, ledger: 'entries', from: {} } });
    const award = await holding(only);
    await hours(award, '2026-03-01', 'contact', 2);
    await hours(award, '2026-06-10', 'contact', 3);
    to('2026-09-01T08:00:00Z');
    await service.hear({ contract: accreditationCorrected, tenant: newId(), subject: statement, version: 2, data: { ...accreditation, version: 2, until: '2026-04-01', at: '2026-09-01T08:00:00Z' } });
    expect(await board.cycle(award, '2026-07-01', '2026-07-01T23:59:59Z')).toMatchObject({ have: 5, uncounted: [] });
    expect(await board.cycle(award, '2026-07-01', '2026-09-02T00:00:00Z')).toMatchObject({ have: 2, uncounted: [{ state: 'REFUSED', reason: 'PROVIDER_NOT_ACCREDITED' }] });
    to('2026-10-01T08:00:00Z');
    await service.hear({ contract: accreditationCorrected, tenant: newId(), subject: statement, version: 3, data: { ...accreditation, version: 3, until: '2026-06-30', at: '2026-10-01T08:00:00Z' } });
    expect(await board.cycle(award, '2026-07-01')).toMatchObject({ have: 5, uncounted: [] });
    expect(await board.cycle(award, '2026-07-01', '2026-09-02T00:00:00Z')).toMatchObject({ have: 2 });
  });
});
