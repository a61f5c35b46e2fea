import type { Plan } from './plan.js';

/** Which nodes are satisfied, kept up to date from the leaves upwards; monotone, so a change stops where it is absorbed. */
export interface Tally {
  /** How many top-level requirements are satisfied: all that can be together, since awards may be shared (S8). */
  satisfied(): number;
  isMet(node: number): boolean;
  /** Satisfied counted children; for an award node 0 or 1. */
  have(node: number): number;
  setLeaf(node: number, met: boolean): void;
}

export function startTally(plan: Plan): Tally {
  const { nodes } = plan;
  const met = new Uint8Array(nodes.length);
  const have = new Int32Array(nodes.length);
  let satisfied = 0;

  const change = (node: number, nowMet: boolean): void => {
    for (let at = node; ;) {
      met[at] = nowMet ? 1 : 0;
      const { parent, counts } = nodes[at]!;
      if (!counts) return;
      if (parent < 0) {
        satisfied += nowMet ? 1 : -1;
        return;
      }
      have[parent]! += nowMet ? 1 : -1;
      if (have[parent]! >= nodes[parent]!.need === (met[parent] === 1)) return;
      at = parent;
    }
  };

  // What holds with nothing, from the leaves upwards: children stand behind their parent.
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at]!;
    if (node.group < 0 && met[at] === 0 && have[at]! >= node.need) change(at, true);
  }
  return {
    satisfied: () => satisfied,
    isMet: (node) => met[node] === 1,
    have: (node) => (nodes[node]!.group < 0 ? have[node]! : met[node]!),
    setLeaf: (node, nowMet) => {
      if ((met[node] === 1) !== nowMet) change(node, nowMet);
    },
  };
}
