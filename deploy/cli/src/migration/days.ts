import { dayAfter } from '../provider/civil-day.js';

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;
/** Month, day, year, as both Credly and Accredible write short dates. */
const short = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/;

interface Instant {
  /** Civil day in UTC. */
  readonly day: string;
  readonly atMidnight: boolean;
}

/** The day in UTC of a date or an instant as exports write them; undefined for anything else, such as 31 February. */
export const dayOf = (text: string): string | undefined => instantOf(text)?.day;

/** The first day on which something no longer holds that ends at this moment: nobody loses the rest of a day by moving. */
export function endDayOf(text: string): string | undefined {
  const end = instantOf(text);
  return end && (end.atMidnight ? end.day : dayAfter(end.day, 1));
}

function instantOf(text: string): Instant | undefined {
  const [, month, date, year] = short.exec(text.trim()) ?? [];
  const written = year ? `${year.length === 2 ? `20${year}` : year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}` : text.trim();
  const [, day, time, seconds = '00', zone = 'Z'] = iso.exec(written) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  if (time === undefined) return { day, atMidnight: true };
  const at = new Date(`${day}T${time}:${seconds}${zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  if (Number.isNaN(at.getTime())) return undefined;
  const [there = '', clock = ''] = at.toISOString().split('T');
  return { day: there, atMidnight: clock.startsWith('00:00:00') };
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
