import { AssignmentModel } from '../assignment/assignment-model.js';
import type { Term, Variable } from '../assignment/linear-model.js';
import type { Pair } from '../assignment/matching.js';
import { guessed, isTooLarge } from '../assignment/method.js';
import { thresholdOf } from '../assignment/threshold.js';
import type { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';
import { countedIn, descend, isCounting, isSumOf } from '../language/tree.js';
import type { Draft } from './draft.js';
import { openNode } from './open-node.js';
import { isFulfilled, preferred, type Wish } from './preference.js';

/**
 * A requirement, or what is left of one that is not chosen. `tried`: may hold; `chosen`: holds, as was decided before;
 * `open`: shows what it counts; `shown`: does so already.
 */
interface Part {
  readonly node: Node;
  readonly as: 'tried' | 'chosen' | 'open' | 'shown';
  /** Where it is noted if it holds. */
  readonly into: Set<string>;
}

/** Requirements that want the same awards: what they count is found by solving, first the choice, then what is shown of the rest. */
export function solvedWitness(roots: readonly Node[], day: Day, draft: Draft, into: Set<string> = draft.chosen): void {
  if (isTooLarge(roots, day.assignments)) return guess(roots, day, draft, into);
  const gone = new Set<string>();
  let parts: readonly Part[] = roots.map((node) => ({ node, as: 'tried', into }));
  for (let isFirst = true; parts.some(({ as }) => as === 'tried' || as === 'open'); isFirst = false) {
    const model = modelOf(parts, gone, day);
    if (isFirst && !chooseMost(model, roots, day)) return guess(roots, day, draft, into);
    const decided = parts.filter(({ as }) => as === 'chosen' || as === 'shown');
    for (const part of decided) fix(model, part, draft);
    const undecided = parts.filter((part) => !decided.includes(part));
    const solution = preferred(model.model, wishesOf(undecided.map(({ node }) => node), model), day.assignments.solver);
    if (!solution) return isFirst ? guess(roots, day, draft, into) : undefined;
    for (const { node, as, into: noted } of undecided)
      for (const one of descend(node, true)) {
        if (model.isChosen(solution, one.id) && (one !== node || as === 'tried')) noted.add(one.id);
        draft.count(one.id, wishesAt(model, one.id).filter(([, wish]) => isFulfilled(wish, solution)).map(([pair]) => pair));
      }
    parts = parts.flatMap((part) => next(part, gone, draft));
  }
}

/** Where solving takes too long: the assignment that a heuristic finds, and nothing beside it. */
function guess(roots: readonly Node[], { assignments }: Day, draft: Draft, into: Set<string>): void {
  const picks = guessed(roots, assignments)?.picks;
  if (!picks) return;
  for (const node of roots.flatMap((root) => [...descend(root, true)])) {
    if (picks.isChosen(node.id)) into.add(node.id);
    if (isCounting(node)) draft.count(node.id, picks.at(node).map(({ pair }) => pair));
  }
}

/** What becomes of a part once it is decided: one that does not hold is shown, or taken to pieces. */
function next({ node, as, into }: Part, gone: Set<string>, { held }: Draft): readonly Part[] {
  if (as !== 'tried') return [{ node, as: as === 'open' ? 'shown' : as, into }];
  if (into.has(node.id)) return [{ node, as: 'chosen', into }];
  gone.add(node.id);
  if (isCounting(node) || isSumOf(node)) return [{ node: openNode(node), as: 'open', into: held }];
  return 'of' in node ? countedIn(node.of).map((child) => ({ node: child, as: 'tried', into: held })) : [];
}

/** Edges bind only what is chosen: nothing is asked of what is merely shown, and nothing holds after what does not. */
function modelOf(parts: readonly Part[], gone: ReadonlySet<string>, { assignments, situation, rules }: Day): AssignmentModel {
  const { sharing, edges, limits } = assignments;
  const binding = edges.filter(({ before, after }) => !gone.has(before) && !gone.has(after));
  const made = new AssignmentModel(parts.map(({ node }) => node), situation, { sharing, edges: binding, limits });
  const { model, chosen } = made;
  for (const { before, after } of edges) {
    const late = gone.has(before) && !gone.has(after) ? chosen.get(after) : undefined;
    if (late !== undefined) model.atMost([[1, late]], 0);
  }
  // Of a choice that is not made, no more is shown than it needs.
  for (const id of gone) {
    const parent = rules.nodes.get(id);
    if (parent?.kind !== 'any' && parent?.kind !== 'nOf') continue;
    const children = parts.filter(({ node, as }) => as !== 'open' && as !== 'shown' && countedIn(parent.of).includes(node));
    model.atMost(children.map(({ node }): Term => [1, chosen.get(node.id)!]), thresholdOf(parent, situation));
  }
  return made;
}

/** As many of the requirements as can be chosen together; false when that took too long. */
function chooseMost(model: AssignmentModel, roots: readonly Node[], { assignments }: Day): boolean {
  const terms = model.chosenTerms(roots);
  const { status, objective } = model.model.maximise(terms, assignments.solver);
  model.model.atLeast(terms, objective);
  return status === 'OPTIMAL';
}

/** What was decided of a part stays. */
function fix(of: AssignmentModel, { node, as, into }: Part, draft: Draft): void {
  for (const one of descend(node, true)) {
    const holds = into.has(one.id) || (one === node && as === 'shown');
    of.model.equal(of.chosenTerms([one]), holds ? 1 : 0);
    const counted = new Set((draft.pairs.get(one.id) ?? []).map(({ view }) => view.award.id));
    for (const [{ view }, wish] of wishesAt(of, one.id)) of.model.equal(wish, counted.has(view.award.id) ? 1 : 0);
  }
}

/** First the parts themselves, then what is beneath them, then what is counted. */
function wishesOf(nodes: readonly Node[], model: AssignmentModel): Wish[] {
  const choices = new Map<Node, Wish>(nodes.map((node) => [node, { terms: model.chosenTerms([node]), needs: null }]));
  const enter = (node: Node): void => {
    for (const child of 'of' in node ? countedIn(node.of) : []) {
      choices.set(child, { terms: model.chosenTerms([child]), needs: choices.get(node)! });
      enter(child);
    }
  };
  nodes.forEach(enter);
  const all = nodes.flatMap((node) => [...descend(node, true)]);
  return [...choices.values(), ...all.flatMap((node) => wishesAt(model, node.id).map(([, terms]) => ({ terms, needs: choices.get(node)! })))];
}

/** Each award that may be counted at a node, under whichever identity, in the order in which they are preferred. */
function wishesAt({ pairs }: AssignmentModel, node: string): (readonly [Pair, Term[]])[] {
  const ways: readonly { readonly pair: Pair; readonly variable: Variable }[] = pairs.get(node) ?? [];
  return [...Map.groupBy(ways, ({ pair }) => pair)].map(([pair, of]) => [pair, of.map(({ variable }): Term => [1, variable])]);
}
