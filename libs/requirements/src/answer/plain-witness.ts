import type { Pair } from '../assignment/matching.js';
import { isPlain } from '../assignment/plain.js';
import { thresholdOf } from '../assignment/threshold.js';
import type { Day } from '../history/day.js';
import type { CountingNode, Node } from '../language/pathway.js';
import { countedIn, isCounting, isSumOf } from '../language/tree.js';
import { Draft } from './draft.js';
import { openNode } from './open-node.js';
import { solvedWitness } from './solved-witness.js';

/** A requirement in which nothing is wanted twice: every node takes what it can, top down. */
export function plainWitness(root: Node, day: Day, draft: Draft): void {
  if (day.assignments.judge.of(root).alone) choose(root, day, draft, draft.chosen);
  else showParts(root, day, draft);
}

function choose(node: Node, day: Day, draft: Draft, into: Set<string>): void {
  into.add(node.id);
  if (isCounting(node)) return draft.count(node.id, countedAt(node, day));
  if (!('of' in node)) return;
  if (isSumOf(node)) return solvedWitness([node], day, draft, into);
  const able = countedIn(node.of).filter((child) => day.assignments.judge.of(child).alone);
  const need = thresholdOf(node, day.situation);
  // Fewer than it needs: it is waived, and nothing beneath it is chosen.
  if (able.length >= need) for (const child of able.slice(0, need)) choose(child, day, draft, into);
}

/** What holds and what is counted beneath a node that does not hold. */
function showParts(node: Node, day: Day, draft: Draft): void {
  if (isCounting(node)) return draft.count(node.id, countedAt(openNode(node), day));
  if (!('of' in node)) return;
  if (isSumOf(node)) return solvedWitness([node], day, draft);
  for (const child of countedIn(node.of))
    if (day.assignments.judge.of(child).alone) choose(child, day, draft, draft.held);
    else showParts(child, day, draft);
}

/** All that one node may count of what it is offered; nothing where only a waiver makes it hold. */
function countedAt(node: CountingNode, day: Day): readonly Pair[] {
  const pairs = day.situation.pairsAt(node);
  if (node.kind === 'award') return pairs.slice(0, 1);
  if (isPlain(node)) {
    const taken = new Set<string>();
    const counted = pairs.filter(({ unit, identities }) => {
      const marks = [`unit ${unit}`, `identity ${identities[0] ?? ''}`];
      if (identities.length > 1 || marks.some((mark) => taken.has(mark))) return false;
      marks.forEach((mark) => taken.add(mark));
      return true;
    });
    const amount = counted.reduce((sum, one) => sum + one.amount, 0);
    if (!pairs.some(({ identities }) => identities.length > 1) && amount >= day.situation.needOf(node, node.atLeast)) return counted;
  }
  const alone = new Draft();
  solvedWitness([node], day, alone);
  return alone.pairs.get(node.id) ?? [];
}
