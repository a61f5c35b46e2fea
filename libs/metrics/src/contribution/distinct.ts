import type { HeldAward } from './history.js';

/** An achievement with the day on which the earner first had it. */
export interface FirstHeld {
  readonly achievement: string;
  readonly on: number;
}

/** The distinct achievements by day, those of one day by id (analytics.md section 2). */
export function distinctAchievements(awards: readonly HeldAward[]): FirstHeld[] {
  const first = new Map<string, number>();
  for (const [, achievement, , on] of awards) {
    const before = first.get(achievement);
    if (before === undefined || on < before) first.set(achievement, on);
  }
  return [...first].map(([achievement, on]) => ({ achievement, on })).sort((x, y) => x.on - y.on || (x.achievement < y.achievement ? -1 : 1));
}
