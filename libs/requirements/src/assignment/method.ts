import type { Node } from '../language/pathway.js';
import { descend, isCounting } from '../language/tree.js';
import { AssignmentModel } from './assignment-model.js';
import { byFlow } from './flow/flat-counts.js';
import type { Ground } from './ground.js';
import { assignmentByHeuristic, type Guess } from './heuristic.js';

/** In the order of what they cost; `linear` is the way of what is not entangled. */
export type Method = 'linear' | 'heuristic' | 'flow' | 'milp';

export interface Solved {
  readonly method: Method;
  /** How many of the requirements hold in an assignment that was found. */
  readonly atLeast: number;
  /** No assignment satisfies more of them. */
  readonly atMost: number;
}

/** A model with more ways of counting than this is not made: the answer is told not to be exact (section 9). */
const mostWays = 6_000;

/** Nor is anything guessed about more. */
const mostGuessed = 20_000;

/**
 * The rule of section 11, steps 4 to 6, for requirements that want the same awards: an assignment that a heuristic finds for
 * all of them is as good as any; flat counts are left to flow; everything else is a mixed integer programme. What is found
 * is exact where `atLeast` is `atMost`.
 */
export function solveTogether(roots: readonly Node[], ground: Ground): Solved {
  const greedy = guessed(roots, ground)?.satisfied ?? null;
  if (greedy === roots.length) return { method: 'heuristic', atLeast: greedy, atMost: greedy };
  const flat = byFlow(roots, ground);
  if (flat !== null) return { method: 'flow', atLeast: flat, atMost: flat };
  return byMilp(roots, ground, greedy ?? 0);
}

/** What a heuristic finds, where it is asked at all. */
export const guessed = (roots: readonly Node[], ground: Ground): Guess | null => (waysOf(roots, ground) > mostGuessed ? null : assignmentByHeuristic(roots, ground));

/** @param found how many requirements an assignment is known to satisfy */
export function byMilp(roots: readonly Node[], ground: Ground, found = 0): Solved {
  if (isTooLarge(roots, ground)) return { method: 'milp', atLeast: found, atMost: roots.length };
  // Whether all hold together is much the easier question; where one fewer is known to, its "no" is the whole answer.
  const all = new AssignmentModel(roots, ground.situation, ground);
  for (const term of all.chosenTerms(roots)) all.model.atLeast([term], 1);
  const decided = all.model.maximise([], ground.solver).status;
  if (decided === 'OPTIMAL') return { method: 'milp', atLeast: roots.length, atMost: roots.length };
  const atMost = decided === 'INFEASIBLE' ? roots.length - 1 : roots.length;
  if (found >= atMost) return { method: 'milp', atLeast: found, atMost };
  const model = new AssignmentModel(roots, ground.situation, ground);
  if (roots.length > 1) model.model.atMost(model.chosenTerms(roots), atMost);
  const { status, objective, bound } = model.model.maximise(model.chosenTerms(roots), ground.solver);
  if (status === 'OPTIMAL') return { method: 'milp', atLeast: objective, atMost: objective };
  return { method: 'milp', atLeast: Math.max(found, objective), atMost: Math.min(atMost, bound) };
}

/** Whether a model of these would be too large to be made, or made in vain. */
export const isTooLarge = (roots: readonly Node[], ground: Ground): boolean => ground.solver.isSpent === true || waysOf(roots, ground) > mostWays;

/** Where days are compared in twos, rows grow with the square of the awards. */
const rowsOfAWay = 4;

function waysOf(roots: readonly Node[], { situation, edges }: Ground): number {
  let [ways, twos] = [0, 0];
  for (const root of roots)
    for (const node of descend(root, true)) {
      ways += 1;
      if (!isCounting(node)) {
        if ('repeat' in node && node.repeat?.minGap !== undefined) twos = Infinity;
        continue;
      }
      const pairs = situation.pairsAt(node);
      for (const { identities } of pairs) ways += identities.length;
      if (node.kind !== 'award' && node.repeat?.minGap !== undefined) twos += pairs.length ** 2 / rowsOfAWay;
      if (ways > mostGuessed) return ways;
    }
  const comparesAll = twos === Infinity || edges.some(({ within }) => within !== undefined);
  return ways + (comparesAll ? ways ** 2 / rowsOfAWay : twos);
}
