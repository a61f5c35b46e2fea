import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { IssuerCalendar } from '@cairn/events';
import { Temporal } from 'temporal-polyfill';

/** Counts of days in which there is work, by the calendar of an issuer in its own time zone. Null: Monday to Friday in UTC, without holidays. */

/**
 * The instant at which the `days`-th business day after the civil day of `at` has ended, which is the first instant of the day
 * that follows it: what is due then is overdue from this instant on. CALENDAR_INVALID when the calendar has no such day within
 * 400 days.
 */
export function dueAfter(at: Date, days: number, calendar: IssuerCalendar | null): Decision<Date> {
  return endOfBusinessDay(civilDay(at, zoneOf(calendar)), days, calendar);
}

/** `dueAt`, later by the business days that lay in a hold. CALENDAR_INVALID as with `dueAfter`. */
export function laterBy(dueAt: Date, heldFrom: Date, heldUntil: Date, calendar: IssuerCalendar | null): Decision<Date> {
  const held = businessDaysBetween(heldFrom, heldUntil, calendar);
  return held === 0 ? accepted(dueAt) : endOfBusinessDay(lastDayOf(dueAt, calendar), held, calendar);
}

/** Business days after the civil day of `from`, up to and with the civil day of `to`; 0 when `to` is no later day. */
export function businessDaysBetween(from: Date, to: Date, calendar: IssuerCalendar | null): number {
  const works = workOn(calendar);
  const last = civilDay(to, zoneOf(calendar));
  let days = 0;
  for (let day = civilDay(from, zoneOf(calendar)).add(oneDay); Temporal.PlainDate.compare(day, last) <= 0; day = day.add(oneDay)) if (works(day)) days++;
  return days;
}

/** The last civil day, `YYYY-MM-DD`, before an instant that `dueAfter` gave: what people are told as the day by which something is due. */
export function dueDay(dueAt: Date, calendar: IssuerCalendar | null): string {
  return lastDayOf(dueAt, calendar).toString();
}

const daysSearched = 400;
const oneDay = { days: 1 };
const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];

function endOfBusinessDay(after: Temporal.PlainDate, days: number, calendar: IssuerCalendar | null): Decision<Date> {
  const works = workOn(calendar);
  let day = after;
  for (let left = days, searched = 0; left > 0; searched++) {
    if (searched === daysSearched) return refused(refusal('CALENDAR_INVALID', `The calendar of the issuer has no ${days} business days within ${daysSearched} days after ${after.toString()}.`, 'calendar'));
    day = day.add(oneDay);
    if (works(day)) left--;
  }
  return accepted(firstInstant(day.add(oneDay), zoneOf(calendar)));
}

/** Whether there is work on a day. There is none on one that the zone left out when it crossed the date line. */
function workOn(calendar: IssuerCalendar | null): (day: Temporal.PlainDate) => boolean {
  const zone = zoneOf(calendar);
  const weekdays = new Set(calendar?.workingDays ?? mondayToFriday);
  const holidays = new Set(calendar?.holidays.map(({ date }) => date));
  return (day) => weekdays.has(day.dayOfWeek) && !holidays.has(day.toString()) && day.toZonedDateTime(zone).toPlainDate().equals(day);
}

const zoneOf = (calendar: IssuerCalendar | null): string => calendar?.timeZone ?? 'UTC';

const civilDay = (at: Date, zone: string): Temporal.PlainDate => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** The day that ends with `dueAt`, which need not be the first instant of a day where the zone was changed since. */
const lastDayOf = (dueAt: Date, calendar: IssuerCalendar | null): Temporal.PlainDate => civilDay(new Date(dueAt.getTime() - 1), zoneOf(calendar));

/** Midnight, or the first instant after it where clocks skip it. */
const firstInstant = (day: Temporal.PlainDate, zone: string): Date => new Date(day.toZonedDateTime(zone).epochMilliseconds);
