import {
  LAST_CIVIL_DATE,
  civilDateOf,
  dayNumber,
  daysInMonth,
  partsOf,
  type CivilDate,
} from './civil-date.js';

/** `PnY`, `PnM`, `PnYnM`, `PnW` or `PnD` (ISO 8601, calendar units only). Source: S4. */
export type Duration = string;

const FORM = /^P(?:(?:(\d{1,5})Y)?(?:(\d{1,5})M)?|(\d{1,6})W|(\d{1,7})D)$/;

export function isDuration(text: string): text is Duration {
  return text !== 'P' && FORM.test(text);
}

/**
 * `date` + `times` · `duration`: the months first, the day clamped to the end of its month, then the days.
 * Always give the anchor and the number of periods: stepping from the previous boundary drifts (01-31, 02-29, 03-29).
 * Beyond the calendar the result is its last (or first) day. Throws on a text that is not a duration: parse it first.
 */
export function addDuration(date: CivilDate, duration: Duration, times = 1): CivilDate {
  const { months, days } = unitsOf(duration);
  const from = partsOf(date);
  const month = from.year * 12 + from.month - 1 + months * times;
  const year = Math.floor(month / 12);
  if (year > 9999) return LAST_CIVIL_DATE;
  const monthOfYear = month - year * 12 + 1;
  const day = Math.min(from.day, daysInMonth(year, monthOfYear));
  return civilDateOf(dayNumber(year, monthOfYear, day) + days * times);
}

function unitsOf(duration: Duration): { months: number; days: number } {
  const parts = isDuration(duration) ? FORM.exec(duration) : null;
  if (!parts) throw new TypeError(`not a duration: ${duration}`);
  const [years, months, weeks, days] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return { months: years * 12 + months, days: weeks * 7 + days };
}
