import type { IssuerCalendar } from '@cairn/events';
import { businessDaysBetween, dueAfter, dueDay, laterBy } from './business-days.js';

const calendar = (timeZone: string, holidays: readonly string[] = [], workingDays = [1, 2, 3, 4, 5]): IssuerCalendar => ({
  timeZone,
  workingDays,
  holidays: holidays.map((date) => ({ date, name: 'closed' })),
});
const newYork = calendar('America/New_York', ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01']);
const filed = new Date('2026-12-18T20:15:00Z');

const due = (at: string, days: number, by: IssuerCalendar | null) => {
  const decision = dueAfter(new Date(at), days, by);
  return decision.ok ? decision.value.toISOString() : decision.refusals[0]?.code;
};

describe('business days', () => {
  it('leave out weekends and holidays, and end with the day in the zone of the issuer', () => {
    expect(due(filed.toISOString(), 14, newYork)).toBe('2027-01-14T05:00:00.000Z');
    expect(due(filed.toISOString(), 14, calendar('America/New_York'))).toBe('2027-01-08T05:00:00.000Z');
  });

  it('are told as the day that ends with the instant', () => {
    expect(dueDay(new Date('2027-01-14T05:00:00Z'), newYork)).toBe('2027-01-13');
  });

  it('move what is due by those that lay in a hold', () => {
    const moved = laterBy(new Date('2027-01-14T05:00:00Z'), new Date('2027-01-04T15:00:00Z'), new Date('2027-01-06T15:00:00Z'), newYork);
    expect(moved).toEqual({ ok: true, value: new Date('2027-01-16T05:00:00Z') });
    const weekend = laterBy(new Date('2027-01-14T05:00:00Z'), new Date('2027-01-08T15:00:00Z'), new Date('2027-01-10T15:00:00Z'), newYork);
    expect(weekend).toEqual({ ok: true, value: new Date('2027-01-14T05:00:00Z') });
  });

  it('are counted from the day after', () => {
    expect(businessDaysBetween(filed, new Date('2027-01-13T15:00:00Z'), newYork)).toBe(14);
    expect(businessDaysBetween(filed, filed, newYork)).toBe(0);
    expect(businessDaysBetween(new Date('2027-01-13T15:00:00Z'), filed, newYork)).toBe(0);
  });

  it('begin with the day of the issuer, not with that of UTC', () => {
    expect(due('2026-12-19T03:00:00Z', 1, newYork)).toBe('2026-12-22T05:00:00.000Z');
    expect(due('2026-12-20T23:00:00Z', 1, calendar('Pacific/Auckland'))).toBe('2026-12-22T11:00:00.000Z');
  });

  it('are Monday to Friday in UTC where nothing is said', () => {
    expect(due('2026-12-24T10:00:00Z', 2, null)).toBe('2026-12-29T00:00:00.000Z');
  });

  it('keep to the working days of the issuer', () => {
    expect(due('2026-12-17T10:00:00Z', 1, calendar('Asia/Riyadh', [], [7, 1, 2, 3, 4]))).toBe('2026-12-20T21:00:00.000Z');
  });

  it('end with the civil day when clocks change', () => {
    expect(due('2027-03-11T20:00:00Z', 1, newYork)).toBe('2027-03-13T05:00:00.000Z');
    expect(due('2027-03-12T20:00:00Z', 1, newYork)).toBe('2027-03-16T04:00:00.000Z');
    expect(due('2027-11-05T20:00:00Z', 1, newYork)).toBe('2027-11-09T05:00:00.000Z');
  });

  it('end with the first instant there is where clocks skip midnight, and pass a day that there never was', () => {
    expect(due('2018-11-02T15:00:00Z', 1, calendar('America/Sao_Paulo', [], [1, 2, 3, 4, 5, 6]))).toBe('2018-11-04T03:00:00.000Z');
    expect(due('2011-12-29T12:00:00Z', 1, calendar('Pacific/Apia', [], [1, 2, 3, 4, 5, 6, 7]))).toBe('2011-12-31T10:00:00.000Z');
  });

  it('are refused where there are not enough of them', () => {
    const mondays = calendar('UTC', [], [1]);
    expect(due('2026-01-01T00:00:00Z', 57, mondays)).toBe('2027-02-02T00:00:00.000Z');
    expect(due('2026-01-01T00:00:00Z', 58, mondays)).toBe('CALENDAR_INVALID');
  });
});
