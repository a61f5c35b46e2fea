const dayMs = 86_400_000;

/** A civil day as the number of days since 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

const days = new Map<number, string>();

/** The civil day of a number; few are asked for, each of them often. */
export function dayAt(number: number): string {
  const day = days.get(number) ?? new Date(number * dayMs).toISOString().slice(0, 10);
  days.set(number, day);
  return day;
}

/** The civil day so many days later; earlier where they are below 0. */
export const daysAfter = (day: string, count: number): string => dayAt(dayNumber(day) + count);

export const daysBefore = (day: string, count: number): string => daysAfter(day, -count);

export const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`;

/** Whether a civil day is the last one of its month. */
export const endsMonth = (day: string): boolean => daysAfter(day, 1).endsWith('-01');

/** The last day of the last month that is over on a civil day. */
export const lastClosedMonth = (today: string): string => daysBefore(firstOfMonth(today), 1);
