import { issuerChanged } from '@cairn/events';
import { anIssuerProfile } from '@cairn/testkit';
import { aService, type TestService } from '../../testing/service.js';
import { Keeper } from '../testing/keeper.js';

interface Renewed {
  readonly award: { readonly id: string; readonly validUntil: string; readonly version: number } | null;
  readonly attempt: number | null;
  readonly retryAt: string | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

describe('renewing an award year by year', () => {
  const clock = { at: Date.parse('2026-08-31T10:00:00Z'), now: () => clock.at };
  const to = (instant: string) => (clock.at = Date.parse(instant));
  let service: TestService;
  let vendor: Keeper;

  const yearly = (maintenance: object = {}) =>
    service.published(vendor.tenant, { validFor: 'P1Y', validity: 'PERIOD', stated: { maintenance: { required: true, window: 'P6M', renewalAssessment: true, retry: { atOnce: 2, waitHours: 24 }, ...maintenance } } });
  const renew = (id: string, passed: boolean | null = true, more: object = {}) =>
    vendor.ask<Renewed>('renewAward', { id, ...(passed !== null && { attempt: { passed } }), ...more }, 'award { id validUntil version } attempt retryAt userErrors { code field }');

  beforeAll(async () => {
    service = await aService({ clock });
    vendor = new Keeper(service);
  });
  afterAll(() => service.close());
  beforeEach(() => to('2026-08-31T10:00:00Z'));

  it('extends it from its present end, once in a window that opens six months before, clamped to the end of the month', async () => {
    const { id } = await vendor.award(await yearly(), '2026-08-31');
    to('2027-02-27T12:00:00Z');
    expect(await renew(id)).toMatchObject({ award: null, userErrors: [{ code: 'RENEWAL_WINDOW_NOT_OPEN', field: ['input', 'id'] }] });
    expect((await vendor.read(id)).maintenance).toMatchObject({ state: 'CURRENT', opensOn: '2027-02-28', dueBy: '2027-08-31' });
    to('2027-03-10T12:00:00Z');
    expect((await vendor.read(id)).maintenance).toMatchObject({ state: 'DUE' });
    expect(await renew(id)).toMatchObject({ award: { id, validUntil: '2028-08-31', version: 2 }, attempt: 1, userErrors: [] });
    expect(await renew(id)).toMatchObject({ award: { id, validUntil: '2028-08-31', version: 2 }, attempt: null, userErrors: [] });
    expect(await vendor.read(id)).toMatchObject({ terms: [{ number: 1, until: '2027-08-31' }, { number: 2, from: '2027-08-31', until: '2028-08-31' }], maintenance: { state: 'CURRENT', opensOn: '2028-02-29' } });
  });

  it('does not drift from a leap day', async () => {
    to('2024-02-29T10:00:00Z');
    const { id } = await vendor.award(await yearly(), '2024-02-29', { origin: 'MIGRATED' });
    const ends = [(await vendor.read(id)).validUntil];
    for (const day of ['2025-02-01', '2026-02-01', '2027-02-01']) {
      to(`${day}T10:00:00Z`);
      ends.push(String((await renew(id)).award?.validUntil));
    }
    expect(ends).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  it('lets attempts that were not passed follow one another as the rule says, and renews by the one that is', async () => {
    const { id } = await vendor.award(await yearly(), '2026-08-31');
    to('2027-03-10T09:00:00Z');
    expect(await renew(id, null)).toMatchObject({ award: null, userErrors: [{ code: 'ASSESSMENT_MISSING', field: ['input', 'attempt'] }] });
    expect(await renew(id, false)).toMatchObject({ award: { version: 1 }, attempt: 1, retryAt: null, userErrors: [] });
    to('2027-03-10T09:30:00Z');
    expect(await renew(id, false)).toMatchObject({ award: { version: 1 }, attempt: 2, retryAt: '2027-03-11T09:30:00.000Z', userErrors: [] });
    to('2027-03-11T09:29:59Z');
    expect(await renew(id)).toMatchObject({ award: null, attempt: null, retryAt: '2027-03-11T09:30:00.000Z', userErrors: [{ code: 'RETRY_TOO_SOON' }] });
    to('2027-03-11T09:30:00Z');
    expect(await renew(id)).toMatchObject({ award: { validUntil: '2028-08-31' }, attempt: 3, userErrors: [] });
  });

  it('ends with the day in the time zone of the issuer, and is told to have ended then', async () => {
    const text = await yearly();
    const calendar = { timeZone: 'America/Los_Angeles', workingDays: [1, 2, 3, 4, 5], holidays: [] };
    await service.hear({ contract: issuerChanged, tenant: vendor.tenant, subject: text.issuer, version: 2, data: anIssuerProfile({ issuer: text.issuer, calendar }) });
    const { id } = await vendor.award(text, '2026-08-31');
    to('2027-08-31T06:59:59Z');
    expect((await vendor.read(id)).state).toBe('ACTIVE');
    await new Promise((resume) => setTimeout(resume, 2_500));
    expect((await vendor.read(id)).history.map(({ what }) => what)).toEqual(['ISSUED']);
    to('2027-08-31T07:00:00Z');
    expect((await vendor.read(id)).state).toBe('EXPIRED');
    expect((await renew(id)).userErrors).toMatchObject([{ code: 'RENEWAL_WINDOW_CLOSED' }]);
    await vendor.becomes(id, ({ history }) => history.at(-1)?.what === 'EXPIRED');
  });

  it('is too late after the end, and needless where nothing ends', async () => {
    const text = await yearly();
    const { id, earner } = await vendor.award(text, '2026-08-31');
    to('2027-08-31T10:00:00Z');
    expect((await renew(id)).userErrors).toMatchObject([{ code: 'RENEWAL_WINDOW_CLOSED' }]);
    expect((await vendor.read(id)).maintenance).toMatchObject({ state: 'LAPSED' });
    const again = await vendor.award(text, '2027-08-31', { earnerId: earner, identifier: null });
    expect(again.id).not.toBe(id);
    const { id: forever } = await vendor.award(await service.published(vendor.tenant), '2027-08-31');
    expect((await renew(forever)).userErrors).toMatchObject([{ code: 'RENEWAL_NOT_NEEDED' }]);
  });

  it('is not what keeps an award that is kept by credits', async () => {
    const credits = await vendor.published({ cycle: 'P1Y', credits: [{ unit: 'hours', amount: 4, category: null }] });
    const { id } = await vendor.award(credits, '2026-08-31');
    expect((await vendor.read(id)).validUntil).toBe('2027-08-31');
    expect((await renew(id)).userErrors).toMatchObject([{ code: 'RENEWAL_NOT_POSSIBLE' }]);
    expect(await vendor.post(id, '2026-08-31', null, 4, { measure: 'hours' })).toMatchObject({ userErrors: [] });
    expect((await vendor.read(id)).validUntil).toBe('2028-08-31');
  });
});
