import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { IssuerCalendar } from '@cairn/events';
import { Temporal } from 'temporal-polyfill';
import type { Issuer } from '../issuer.js';

export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type Weekday = (typeof weekdays)[number];

/** A calendar as its issuer states it. */
export interface StatedCalendar {
  readonly timeZone: string;
  readonly workingDays: readonly Weekday[];
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
}

const holidaysMax = 250;

/** Checks a calendar as a whole and tells every fault at once; holidays are put in order. */
export function checkCalendar({ timeZone, workingDays, holidays }: StatedCalendar): Decision<IssuerCalendar> {
  const faults: Refusal[] = [];
  if (!isZone(timeZone)) faults.push(refusal('INVALID_VALUE', 'A time zone has its IANA name, for example `Europe/Berlin`.', 'timeZone'));
  if (workingDays.length === 0) faults.push(refusal('CALENDAR_INVALID', 'There is work on at least one day of the week.', 'workingDays'));
  if (new Set(workingDays).size < workingDays.length) faults.push(refusal('CALENDAR_INVALID', 'A day of the week is named once.', 'workingDays'));
  if (holidays.length > holidaysMax) faults.push(refusal('INVALID_VALUE', `A calendar has at most ${holidaysMax} holidays; leave out those that are long past.`, 'holidays'));
  else faults.push(...holidays.flatMap((holiday, at) => [...faultsOf(holiday, holidays.findIndex(({ date }) => date === holiday.date) < at, at)]));
  if (faults.length > 0) return refused(...faults);
  return accepted({
    timeZone,
    workingDays: workingDays.map((day) => weekdays.indexOf(day) + 1).sort(),
    holidays: holidays.map(({ date, name }) => ({ date, name: name.trim() })).sort((one, other) => (one.date < other.date ? -1 : 1)),
  });
}

/** Deadlines that were told stay; those that are set from now on follow the new calendar. */
export const changeCalendar = (issuer: Issuer, calendar: IssuerCalendar, now: Date): Issuer => ({ ...issuer, calendar, version: issuer.version + 1, updatedAt: now });

function* faultsOf({ date, name }: StatedCalendar['holidays'][number], again: boolean, at: number): Generator<Refusal> {
  if (!isDay(date)) yield refusal('INVALID_VALUE', 'A holiday is a day, for example `2027-01-01`.', 'holidays', String(at), 'date');
  if (again) yield refusal('CALENDAR_INVALID', `The ${date} is a holiday already.`, 'holidays', String(at), 'date');
  if (name.trim() === '' || name.length > 100 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name)) {
    yield refusal('INVALID_VALUE', 'The name of a holiday has 1 to 100 characters.', 'holidays', String(at), 'name');
  }
}

/** Names only: an offset such as `+01:00` knows nothing of summer. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
