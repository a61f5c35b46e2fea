import type { Solver } from './assignment/solver.js';
import type { CivilDate } from './civil-date.js';
import type { EarnerFacts, World } from './facts/facts.js';
import type { VersionRules } from './history/version-rules.js';

/** One question about one earner and one pathway: how does it stand at the end of `asOf`? */
export interface Question {
  /** All published versions of the pathway, as `pathwayOf` makes them ready. */
  readonly versions: readonly VersionRules[];
  /** What was known of the earner at `knownAsOf`; days after `asOf` may be among it. */
  readonly facts: EarnerFacts;
  readonly asOf: CivilDate;
  readonly world: World;
  readonly solver: Solver;
}
