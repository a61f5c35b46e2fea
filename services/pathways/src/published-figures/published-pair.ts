import { achievementRef } from '../pathway/achievement-ref.js';
import { definitionOf } from '../stacking/metric-names.js';
import { otherPairs, type PublishedPair } from './pair-lattice.js';

/** A pair, and when it was published. */
export interface ReadPair extends PublishedPair {
  readonly publishedAt: Date;
}

/** Published transitions as the schema has them; those of all other pairs together lead from nothing to nothing. */
export const publishedPairOf = ({ from, to, earners, observationEnd, publishedAt }: ReadPair) => ({
  from: from === otherPairs ? null : achievementRef(from),
  to: to === otherPairs ? null : achievementRef(to),
  earners,
  // They would add up with the pairs that are hidden.
  sameDay: null,
  of: null,
  metric: definitionOf('M15', 'FIRST'),
  observationEnd,
  asOf: publishedAt,
  publishedAt,
});
