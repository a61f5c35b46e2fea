import type { Pair } from './matching.js';
import type { Sharing } from './sharing.js';

/** Joins whatever wants the same unit at two nodes that conflict. */
export class Wanted {
  /** Unit -> kind of node -> whose nodes of that kind want it; of those that are joined already one. */
  private readonly by = new Map<string, Map<number, number[]>>();

  constructor(
    private readonly sharing: Sharing,
    private readonly join: (a: number, b: number) => void,
  ) {}

  /** @param root what the node belongs to, by its number */
  add(node: string, root: number, pairs: readonly Pair[]): void {
    const own = this.sharing.kindOf(node);
    if (own === null) return;
    for (const unit of pairs.length === 1 ? [pairs[0]!.unit] : new Set(pairs.map((pair) => pair.unit))) {
      const kinds = this.by.get(unit) ?? new Map<number, number[]>();
      this.by.set(unit, kinds);
      for (const [kind, others] of kinds) {
        if (!this.sharing.kindsConflict(own, kind)) continue;
        for (const other of others) this.join(other, root);
        others.splice(0, others.length, root);
      }
      const here = kinds.get(own);
      if (!here) kinds.set(own, [root]);
      else if (here.at(-1) !== root) here.push(root);
    }
  }
}
