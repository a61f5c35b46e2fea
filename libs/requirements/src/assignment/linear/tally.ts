import type { LinearPlan } from './plan.js';

/** Which requirements hold, kept up to date from the leaves upwards: a change stops where it is absorbed. */
export class Tally {
  satisfied = 0;
  private readonly met: Uint8Array;
  private readonly have: Int32Array;

  constructor(private readonly plan: LinearPlan) {
    const { nodes } = plan;
    this.met = new Uint8Array(nodes.length);
    this.have = new Int32Array(nodes.length);
    // What holds with nothing, from the leaves upwards: children stand behind their parent.
    for (let at = nodes.length - 1; at >= 0; at -= 1) {
      const { node, need } = nodes[at]!;
      if (this.met[at] === 0 && this.have[at]! >= need && ('of' in node || need <= 0)) this.change(at, true);
    }
  }

  set(leaf: number, met: boolean): void {
    if ((this.met[leaf] === 1) !== met) this.change(leaf, met);
  }

  holds(at: number): boolean {
    return this.met[at] === 1;
  }

  private change(leaf: number, met: boolean): void {
    const { nodes } = this.plan;
    for (let at = leaf; ; ) {
      this.met[at] = met ? 1 : 0;
      const { parent } = nodes[at]!;
      if (parent < 0) {
        this.satisfied += met ? 1 : -1;
        return;
      }
      this.have[parent]! += met ? 1 : -1;
      const { need } = nodes[parent]!;
      if (this.have[parent]! >= need === (this.met[parent] === 1)) return;
      at = parent;
    }
  }
}
