import type { KnownAchievement } from './history.js';

/** How the second achievement stands to the first; the first that fits, so that shares add up to 1 (analytics.md section 3). */
export type StackClass =
  | 'UNKNOWN_LEVEL'
  | 'SUPPLEMENTAL'
  | 'VERTICAL'
  | 'VERTICAL_OTHER_FIELD'
  | 'HORIZONTAL_SAME_FIELD'
  | 'HORIZONTAL_OTHER_FIELD'
  | 'DOWNWARD';

export function stackClass(first: KnownAchievement | undefined, second: KnownAchievement | undefined): StackClass {
  if (!first || !second) return 'UNKNOWN_LEVEL';
  const [level, field, kind] = first;
  const [nextLevel, nextField, nextKind] = second;
  if (level === null || nextLevel === null) return 'UNKNOWN_LEVEL';
  if (kind === 'degree' && (nextKind !== 'degree' || nextLevel < level)) return 'SUPPLEMENTAL';
  const isSameField = field !== null && field === nextField;
  if (nextLevel > level) return isSameField ? 'VERTICAL' : 'VERTICAL_OTHER_FIELD';
  if (nextLevel < level) return 'DOWNWARD';
  return isSameField ? 'HORIZONTAL_SAME_FIELD' : 'HORIZONTAL_OTHER_FIELD';
}
