const form = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
const minutesOf = [1_920, 160, 40, 8, 1, 1 / 60].map((hours) => hours * 60);
/** What the database's integers hold. */
const most = 2_000_000_000;

/**
 * Minutes of work in an ISO 8601 duration: a day has 8 hours, a week 40, a month 160, a year 1,920. Null when none is given.
 * The database counts in the same way (`effort_minutes`).
 */
export function effortMinutes(effort: string | null): number | null {
  const parts = effort === null ? null : form.exec(effort);
  if (!parts) return null;
  const minutes = parts.slice(1).reduce((sum, part, unit) => sum + Number(part ?? 0) * (minutesOf[unit] ?? 0), 0);
  return Math.min(most, Math.round(minutes));
}
