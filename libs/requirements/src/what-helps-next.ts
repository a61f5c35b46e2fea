import { countedChildren, needOf } from './plan.js';
import type { LocalisedText, PathwayDefinition, PathwayNode } from './definition.js';
import type { BlockingCode, Evaluation, NodeEvaluation } from './evaluation.js';

/** What one unsatisfied top-level requirement still lacks. */
export interface NextStep {
  readonly requirement: string;
  readonly title: LocalisedText | null;
  /** A way with few further achievements (the fewest, where no achievement stands at several nodes), in declared order. */
  readonly missing: readonly MissingAward[];
  /** Other award nodes of this requirement that are not satisfied: other ways. */
  readonly alternatives: readonly MissingAward[];
}

export interface MissingAward {
  readonly node: string;
  readonly achievement: string;
  /** MISSING: earn it; EXPIRED: renew it; the others say why the award held does not count. */
  readonly code: BlockingCode;
}

/** The unsatisfied requirements, those that lack the fewest awards first; one that can never be satisfied is left out. */
export function whatHelpsNext(result: Evaluation, definition: PathwayDefinition): NextStep[] {
  const nodes = new Map(result.nodes.map((node) => [node.id, node]));
  return definition.requirements
    .filter((node) => node.optional !== true && nodes.get(node.id)?.alone === false)
    .flatMap((requirement) => {
      const cheapest = cheapestWay(requirement, nodes);
      if (!cheapest) return [];
      const missing = byAchievement(cheapest);
      const named = new Set(missing.map(({ achievement }) => achievement));
      const others = byAchievement(unmetLeaves(requirement, nodes));
      const alternatives = others.filter(({ achievement }) => !named.has(achievement));
      return [{ requirement: requirement.id, title: requirement.title ?? null, missing, alternatives }];
    })
    .sort((a, b) => a.missing.length - b.missing.length);
}

type Nodes = ReadonlyMap<string, NodeEvaluation>;

/** The award nodes to satisfy so that `node` is; null when no award can do it. */
function cheapestWay(node: PathwayNode, nodes: Nodes): MissingAward[] | null {
  const evaluated = nodes.get(node.id);
  if (!evaluated || evaluated.alone) return [];
  if (node.kind === 'award') return [missingAt(node, evaluated)];
  const ways = countedChildren(node).map((child, at) => ({ at, way: cheapestWay(child, nodes) }));
  const chosen = ways
    .flatMap(({ at, way }) => (way ? [{ at, way }] : []))
    .sort((a, b) => a.way.length - b.way.length || a.at - b.at)
    .slice(0, needOf(node));
  if (chosen.length < needOf(node)) return null;
  return chosen.sort((a, b) => a.at - b.at).flatMap(({ way }) => way);
}

function unmetLeaves(node: PathwayNode, nodes: Nodes): MissingAward[] {
  const evaluated = nodes.get(node.id);
  if (!evaluated || evaluated.alone) return [];
  return node.kind === 'award'
    ? [missingAt(node, evaluated)]
    : countedChildren(node).flatMap((child) => unmetLeaves(child, nodes));
}

function missingAt(node: { id: string; achievement: string }, evaluated: NodeEvaluation): MissingAward {
  return { node: node.id, achievement: node.achievement, code: evaluated.blocking?.code ?? 'MISSING' };
}

/** One award serves every node that names its achievement: the first of them stands for all. */
function byAchievement(leaves: readonly MissingAward[]): MissingAward[] {
  return [...new Map(leaves.toReversed().map((leaf) => [leaf.achievement, leaf])).values()].toReversed();
}
