import type { Edge } from '../language/pathway.js';
import type { Sharing } from './sharing.js';
import type { CrossLimit } from './sharing-rows.js';
import type { Situation } from './situation.js';
import type { Solver } from './solver.js';

/** What requirements are judged on: one version and one earner on one day. */
export interface Ground {
  readonly situation: Situation;
  readonly sharing: Sharing;
  readonly edges: readonly Edge[];
  readonly limits: readonly CrossLimit[];
  readonly solver: Solver;
}
