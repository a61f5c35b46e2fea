import type { Award } from '../award/award.js';

/** The award that stands for a partner's reference now, as far as a line can say otherwise. */
export type KnownAward = Pick<Award, 'id' | 'earner' | 'achievementVersion' | 'state' | 'awardedOn' | 'validUntil' | 'term' | 'assessment' | 'results'> & {
  readonly reference: string;
  /** Code of the achievement; null when its version is not known here. */
  readonly code: string | null;
};
