import type { IssuerCalendar } from '@cairn/events';
import { Temporal } from 'temporal-polyfill';

/** Days in which an appeal may be filed where the policy of the version says nothing of it. */
export const appealDaysByDefault = 30;

/**
 * The first instant at which it is too late to appeal: when the last of `days` civil days after the day of the decision has
 * ended where the issuer is. Without a calendar, days are those of UTC.
 */
export function appealUntil(decidedAt: Date, days: number, calendar: IssuerCalendar | null): Date {
  const zone = calendar?.timeZone ?? 'UTC';
  const day = Temporal.Instant.fromEpochMilliseconds(decidedAt.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return new Date(day.add({ days: days + 1 }).toZonedDateTime(zone).epochMilliseconds);
}
