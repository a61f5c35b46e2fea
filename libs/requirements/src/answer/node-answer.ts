import type { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';

/** A node judged as the only requirement. Amounts of sums in hundredths. */
export interface NodeAnswer {
  readonly node: Node;
  /** Where it is not exact, at least so much. */
  readonly have: number;
  readonly need: number;
  /** Null when it could not be decided in time. */
  readonly alone: boolean | null;
  readonly exact: boolean;
}

/** What a node has may cost a solve of its own: it is found when it is asked for. */
export function nodeAnswer(day: Day, id: string): NodeAnswer | null {
  const node = day.rules.nodes.get(id);
  if (!node) return null;
  const found = day.assignments.judge.of(node);
  const alone = found.alone || (found.exact ? false : null);
  if (node.kind === 'maintain') {
    const ended = day.cyclesOf(node).filter(({ end }) => end <= day.day);
    return { node, have: ended.filter(({ metOn }) => metOn !== null).length, need: ended.length, alone, exact: alone !== null };
  }
  return {
    ...{ node, need: found.need, alone },
    get have() {
      return found.have;
    },
    get exact() {
      return alone !== null && found.isHaveProven;
    },
  };
}
