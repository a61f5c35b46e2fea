import type { Pair } from '../assignment/matching.js';

/**
 * An assignment that attains `satisfied` (S7), and what is shown beside it. Preferred are earlier requirements, then earlier
 * children, then earlier awards, then smaller ids; after that every further award that the constraints allow is added.
 * Beneath a requirement that is not chosen, what holds there with the awards that are left is shown as `held`, and counting
 * nodes that do not hold show what they count partially: never needed, and nothing rests on it.
 */
export interface Witness {
  /** The nodes of the assignment. */
  readonly chosen: ReadonlySet<string>;
  /** Nodes beneath requirements that are not chosen which hold beside the assignment. */
  readonly held: ReadonlySet<string>;
  /** Counting node -> what it counts, earlier awards first. */
  readonly pairs: ReadonlyMap<string, readonly Pair[]>;
}

/** A witness in the making. */
export class Draft implements Witness {
  readonly chosen = new Set<string>();
  readonly held = new Set<string>();
  readonly pairs = new Map<string, readonly Pair[]>();

  count(node: string, pairs: readonly Pair[]): void {
    if (pairs.length > 0) this.pairs.set(node, pairs);
  }
}
