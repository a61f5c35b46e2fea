import type { Solver } from '../assignment/solver.js';
import type { CivilDate } from '../civil-date.js';
import type { World } from '../facts/facts.js';
import type { Pathway } from '../language/pathway.js';

/** What a definition is judged against before it is published. */
export interface LintContext {
  readonly world: World;
  readonly solver: Solver;
  /** The achievements that selectors can find beside those that a definition names; null when they are not all known, and then nothing is claimed of selectors. */
  readonly catalogue: readonly string[] | null;
  /** Whether more can be earned than the catalogue has, elsewhere or later: then no error rests on what a selector finds. Default false. */
  readonly isOpen?: boolean;
  /** Default: every achievement is published. */
  readonly knownAchievements?: (achievement: string) => 'published' | 'retired' | 'draft' | 'unknown';
  /** Default: every pathway is known. */
  readonly knowsPathway?: (pathway: string) => boolean;
  /** Default: every issuer is known. */
  readonly knowsIssuer?: (issuer: string) => boolean;
  /** The other published pathways; those with the id of this one are versions of it, and passed over. */
  readonly siblings?: readonly Pathway[];
  /** The versions of this pathway that are published. */
  readonly versions?: readonly PublishedVersion[];
  /** Whether a dry run of this very definition is presented. */
  readonly dryRun?: boolean;
}

export interface PublishedVersion {
  readonly number: number;
  /** Exclusive; null when nobody is promised an end. */
  readonly teachOutUntil: CivilDate | null;
  readonly hasOpenEnrolments: boolean;
}
