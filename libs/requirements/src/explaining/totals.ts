import type { Edge, Node, Pathway } from '../language/pathway.js';
import { namedIn } from '../language/selector.js';
import { countedIn, isEdge, isSumOf } from '../language/tree.js';
import type { Price, Weigh } from './weigh.js';

/** What completing a definition takes: of every choice the way that costs least beside what is asked for anyway, each achievement once. */
export interface Totals {
  readonly effortMinutes: number;
  /** One for each currency, by code. */
  readonly prices: readonly Price[];
  /** Whether every part of the cheapest way has an effort, and a price: where one has not, the total is a part of it. */
  readonly isEffortComplete: boolean;
  readonly isPriceComplete: boolean;
}

export function totals(pathway: Pick<Pathway, 'requirements'>, weigh: Weigh): Totals {
  const anyway = new Set(pathway.requirements.flatMap(askedAnyway));
  const least = (cost: CostOf): Way => wayOf({ of: pathway.requirements }, (achievement) => (cost(achievement) !== null && anyway.has(achievement) ? 0 : cost(achievement)));
  const effort = least((achievement) => weigh(achievement).effortMinutes);
  const price = least((achievement) => weigh(achievement).price?.amount ?? null);
  const amounts = new Map<string, number>();
  for (const achievement of price.achievements) {
    const { price: one } = weigh(achievement);
    if (one) amounts.set(one.currency, (amounts.get(one.currency) ?? 0) + Math.round(one.amount * 100));
  }
  return {
    effortMinutes: [...effort.achievements].reduce((sum, achievement) => sum + (weigh(achievement).effortMinutes ?? 0), 0),
    prices: [...amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ amount: amount / 100, currency })),
    isEffortComplete: effort.isKnown,
    isPriceComplete: price.isKnown,
  };
}

/** The achievements that no choice can avoid. */
function askedAnyway(node: Node | Edge): string[] {
  if (isEdge(node) || node.optional) return [];
  if (node.kind === 'award') return [node.achievement];
  return node.kind === 'all' ? node.of.flatMap(askedAnyway) : [];
}

/** One way to satisfy a node: what has to be earned, and whether the cost of all of it is known. */
interface Way {
  readonly achievements: ReadonlySet<string>;
  readonly isKnown: boolean;
}

type CostOf = (achievement: string) => number | null;

const nothing: Way = { achievements: new Set(), isKnown: true };
const unknown: Way = { achievements: new Set(), isKnown: false };

const wayOf = ({ of }: { readonly of: Pathway['requirements'] }, costOf: CostOf): Way => joined(countedIn(of).map((node) => wayAt(node, costOf)));

function wayAt(node: Node, costOf: CostOf): Way {
  switch (node.kind) {
    case 'award':
      return wayTo(node.achievement, costOf);
    case 'all':
      return wayOf(node, costOf);
    case 'any':
      return least(countedIn(node.of).map((child) => wayAt(child, costOf)), 1, costOf);
    case 'nOf':
      return least(countedIn(node.of).map((child) => wayAt(child, costOf)), node.n, costOf);
    case 'count':
      return least([...new Set(namedIn(node.from))].map((achievement) => wayTo(achievement, costOf)), node.atLeast, costOf);
    case 'sum':
      return node.atLeast <= 0 ? nothing : isSumOf(node) ? { ...least(countedIn(node.of).map((child) => wayAt(child, costOf)), 1, costOf), isKnown: false } : unknown;
    case 'pathwayCompleted':
      return unknown;
    case 'maintain':
      return node.anchor.achievement === undefined ? nothing : wayTo(node.anchor.achievement, costOf);
    case 'attested':
      return nothing;
  }
}

const wayTo = (achievement: string, costOf: CostOf): Way => ({ achievements: new Set([achievement]), isKnown: costOf(achievement) !== null });

/** The n ways that cost least; ways of which something is not known come last. */
function least(ways: readonly Way[], n: number, costOf: CostOf): Way {
  if (n <= 0) return nothing;
  if (ways.length < n) return unknown;
  const cost = ({ achievements }: Way): number => [...achievements].reduce((sum, achievement) => sum + (costOf(achievement) ?? 0), 0);
  return joined([...ways].sort((a, b) => Number(b.isKnown) - Number(a.isKnown) || cost(a) - cost(b)).slice(0, n));
}

const joined = (ways: readonly Way[]): Way => ({ achievements: new Set(ways.flatMap(({ achievements }) => [...achievements])), isKnown: ways.every(({ isKnown }) => isKnown) });
