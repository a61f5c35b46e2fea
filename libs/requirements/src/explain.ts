import { blockedLeaf, blockedParent, type Blocked } from './blocking.js';
import type { CivilDate } from './civil-date.js';
import type { NodeEvaluation, NodeState } from './evaluation.js';
import { isValid, type Holding } from './holding.js';
import type { Plan, PlanNode } from './plan.js';
import type { Timeline } from './timeline.js';

/**
 * Every node at the end of `asOf`. The witness prefers earlier children, then the earlier `issuedOn`, then the smaller
 * id. A satisfied child of an unsatisfied parent reads SATISFIED: nothing but its siblings is lacking (decided).
 * `holdings` has, per group of the plan, the awards that may count, by `issuedOn` and id.
 */
export function explainNodes(
  plan: Plan,
  timeline: Timeline,
  holdings: readonly (readonly Holding[])[],
  asOf: CivilDate,
): NodeEvaluation[] {
  const { nodes } = plan;
  const { tally, completedOn } = timeline;
  const wanted = wantedNodes(plan, timeline);
  const explained = new Array<Explained>(nodes.length);
  // Children stand behind their parent, so what is beneath a node is known when the node is reached.
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at]!;
    const met = tally.isMet(at);
    explained[at] = node.rule
      ? explainLeaf(
          holdings[node.group]!,
          (award) => isValid(award, node.rule!, asOf, completedOn),
          met,
          wanted[at]!,
          asOf,
        )
      : explainParent(node, plan, explained, met, tally.have(at));
  }
  return nodes.map(({ id, need }, at) => {
    const { counted, surplus, started, blocked } = explained[at]!;
    const alone = blocked === null;
    const state: NodeState = alone ? (wanted[at] ? 'SATISFIED' : 'SURPLUS') : started ? 'PARTIAL' : 'UNMET';
    const have = Math.min(tally.have(at), need);
    return { id, state, have, need, alone, counted, surplus, blocking: blocked?.blocking ?? null };
  });
}

interface Explained {
  readonly counted: NodeEvaluation['counted'];
  readonly surplus: readonly string[];
  /** An award counts at or beneath. */
  readonly started: boolean;
  /** Null: satisfied. */
  readonly blocked: Blocked | null;
}

const nothing: readonly never[] = [];

/** Whether a node is asked for: chosen, or part of something not satisfied yet. Beyond what a parent needs it is surplus. */
function wantedNodes({ nodes }: Plan, { tally }: Timeline): boolean[] {
  const wanted = new Array<boolean>(nodes.length).fill(true);
  nodes.forEach((node, at) => {
    const chooses = tally.isMet(at);
    let left = wanted[at] ? node.need : 0;
    for (const child of node.children) {
      // Of a satisfied parent exactly `need` children are chosen, the earliest; of another every child is wanted.
      if (nodes[child]!.counts) wanted[child] = chooses ? tally.isMet(child) && left-- > 0 : wanted[at]!;
    }
  });
  return wanted;
}

function explainLeaf(
  awards: readonly Holding[],
  valid: (award: Holding) => boolean,
  met: boolean,
  wanted: boolean,
  asOf: CivilDate,
): Explained {
  if (!met) return { counted: nothing, surplus: nothing, started: false, blocked: blockedLeaf(awards, asOf) };
  const eligible = awards.filter(valid).map(({ award }) => award);
  if (!wanted) return { counted: nothing, surplus: eligible, started: true, blocked: null };
  return { counted: [{ award: eligible[0]! }], surplus: eligible.slice(1), started: true, blocked: null };
}

function explainParent(
  node: PlanNode,
  { nodes }: Plan,
  explained: readonly Explained[],
  met: boolean,
  have: number,
): Explained {
  const counted: { award: string }[] = [];
  const lacking: Blocked[] = [];
  let started = false;
  for (const at of node.children) {
    if (!nodes[at]!.counts) continue;
    const child = explained[at]!;
    counted.push(...child.counted);
    started ||= child.started;
    if (child.blocked) lacking.push(child.blocked);
  }
  const blocked = met ? null : blockedParent(lacking, node.need - have);
  return { counted: withoutRepeats(counted), surplus: nothing, started, blocked };
}

/** One award may count at several nodes beneath. */
function withoutRepeats(counted: readonly { award: string }[]): readonly { award: string }[] {
  return counted.length < 2 ? counted : [...new Map(counted.map((pair) => [pair.award, pair])).values()];
}
