import type { HeldGroup } from './history.js';

/** Everybody, by the empty name, and the groups of an earner on the day that places a unit in its cohort: `dimension=value`. */
export const groupsOn = (groups: readonly HeldGroup[], day: number): string[] => [
  '',
  ...groups.flatMap(([dimension, value, since, until]) => ((since ?? -Infinity) <= day && day < (until ?? Infinity) ? [`${dimension}=${value}`] : [])),
];
