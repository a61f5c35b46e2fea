import type { Award } from './award.js';
import { renew, windowOpens } from './award-renewal.js';

const at = new Date('2027-03-10T09:00:00Z');
const award = (change: Partial<Award> = {}): Award =>
  ({ id: 'a', state: 'ACTIVE', awardedOn: '2026-08-31', termFrom: '2026-08-31', validUntil: '2027-08-31', term: 1, version: 1, ...change }) as Award;
const yearly = { validFor: 'P1Y', renewalWindow: 'P6M' };

describe('renewing an award', () => {
  it('counts the new end from the present one, whenever in the window it is done', () => {
    for (const today of ['2027-02-28', '2027-03-10', '2027-08-30']) {
      expect(renew(award(), yearly, today, at)).toMatchObject({ ok: true, value: { term: 2, termFrom: '2027-08-31', validUntil: '2028-08-31', version: 2 } });
    }
  });

  it('does not drift from the last day of a month', () => {
    let held = award({ awardedOn: '2024-02-29', termFrom: '2024-02-29', validUntil: '2025-02-28' });
    const ends: (string | null)[] = [held.validUntil];
    for (let times = 0; times < 3; times += 1) {
      const renewed = renew(held, yearly, held.validUntil?.replace('-28', '-27') ?? '', at);
      if (!renewed.ok) throw new Error(renewed.refusals[0]?.message);
      held = renewed.value;
      ends.push(held.validUntil);
    }
    expect(ends).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  it('goes on from an end that was stated otherwise', () => {
    expect(renew(award({ validUntil: '2027-05-15' }), yearly, '2027-05-01', at)).toMatchObject({ ok: true, value: { validUntil: '2028-05-15' } });
  });

  it('does it once in one window', () => {
    const renewed = renew(award(), yearly, '2027-03-10', at);
    if (!renewed.ok) throw new Error();
    const again = renew(renewed.value, yearly, '2027-03-11', at);
    expect(again.ok && again.value).toBe(renewed.value);
  });

  test.each<[string, Award, typeof yearly | { validFor: string | null; renewalWindow: null }, string, string, RegExp]>([
    ['before its window, with the day', award(), yearly, '2027-02-27', 'RENEWAL_WINDOW_NOT_OPEN', /opens on 2027-02-28/],
    ['before the last half of its term where no window is stated', award(), { validFor: 'P1Y', renewalWindow: null }, '2027-02-28', 'RENEWAL_WINDOW_NOT_OPEN', /opens on 2027-03-02/],
    ['after its end', award(), yearly, '2027-08-31', 'RENEWAL_WINDOW_CLOSED', /expired on 2027-08-31/],
    ['what holds until one day for everybody', award(), { validFor: null, renewalWindow: null }, '2027-03-10', 'RENEWAL_NOT_POSSIBLE', /not moved/],
    ['what never expires', award({ validUntil: null }), { validFor: null, renewalWindow: null }, '2027-03-10', 'RENEWAL_NOT_NEEDED', /never expires/],
  ])('is refused %s', (_when, held, rule, today, code, message) => {
    expect(renew(held, rule, today, at)).toMatchObject({ ok: false, refusals: [{ code, message: expect.stringMatching(message) }] });
  });

  it('is refused to what does not hold', () => {
    expect(renew(award({ state: 'SUSPENDED' }), yearly, '2027-03-10', at)).toMatchObject({ refusals: [{ code: 'AWARD_STATE_INVALID' }] });
    expect(renew(award({ state: 'REPLACED' }), yearly, '2027-03-10', at)).toMatchObject({ refusals: [{ code: 'AWARD_REPLACED' }] });
  });

  it('opens with the last half of a term unless said otherwise', () => {
    expect(windowOpens('2026-01-01', '2026-01-03', null)).toBe('2026-01-02');
    expect(windowOpens('2026-08-31', '2027-08-31', 'P6M')).toBe('2027-02-28');
  });
});
