/** Lengths in days whose figures are counted ahead; 0 is the same day. */
export const countedWindows = [0, 90, 180, 365, 730, 1_460] as const;

/** Beyond every window; and what has not come at all. */
export const later = countedWindows.length;
export const notYet = later + 1;

/** Stands for what has not come at all where gaps are counted in days. */
export const never = 2_147_483_647;

/** The place of the first window that a gap fits into; what came before the start fits into the first. */
export function gapClass(days: number): number {
  if (days === never) return notYet;
  const at = countedWindows.findIndex((window) => days <= window);
  return at === -1 ? later : at;
}

/** The last class that lies within a window; null where the window is not counted ahead. */
export function lastClassWithin(window: number): number | null {
  const at = (countedWindows as readonly number[]).indexOf(window);
  return at === -1 ? null : at;
}
