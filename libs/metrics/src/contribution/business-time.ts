const week = 604_800;
const workingWeek = 432_000;
/** 5 January 1970, a Monday. */
const firstMonday = 345_600;

/** Seconds of Monday to Friday in UTC from the first Monday of 1970 to an instant, which is in seconds since 1970. */
export function businessSeconds(instant: number): number {
  const since = instant - firstMonday;
  const ofWeek = ((since % week) + week) % week;
  return ((since - ofWeek) / week) * workingWeek + Math.min(ofWeek, workingWeek);
}

/** Minutes of business up to the end of a civil day, counted from 1970-01-01. */
export const businessMinutesUntil = (day: number): number => businessSeconds((day + 1) * 86_400) / 60;
