import type { LintContext } from '@cairn/requirements';
import type { AchievementCopy } from '../copies/copy.js';

/** What a definition is held against before its publication. Ids are bare. */
export interface LintGround {
  readonly context: LintContext;
  /** Achievements that it names, as far as they are known. */
  readonly achievements: ReadonlyMap<string, AchievementCopy>;
  /** Says whether anything that a circle could go through has changed. */
  readonly siblingsMark: string;
}
