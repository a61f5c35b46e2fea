import { Temporal } from 'temporal-polyfill';

const minuteMs = 60_000;
let told = { minute: Number.NaN, days: new Map<string, string>() };

/**
 * The civil day at an instant in an IANA time zone; in UTC where there is none. Of a page of awards most are asked for the
 * same: the days of the last minute asked for are kept. (Days begin with a minute in every zone of today.)
 */
export function civilDayIn(at: Date, zone: string | null | undefined): string {
  const minute = Math.floor(at.getTime() / minuteMs);
  if (minute !== told.minute) told = { minute, days: new Map() };
  const name = zone ?? 'UTC';
  let day = told.days.get(name);
  if (day === undefined) {
    day = Temporal.Instant.fromEpochMilliseconds(minute * minuteMs).toZonedDateTimeISO(name).toPlainDate().toString();
    told.days.set(name, day);
  }
  return day;
}

/** The first instant of a civil day in an IANA time zone, which need not be midnight where clocks change; in UTC where there is none. */
export const startIn = (day: string, zone: string | null | undefined): Date => new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone ?? 'UTC').epochMilliseconds);
