import { groupsOf } from '../../eligibility/award-view.js';
import { matches } from '../../eligibility/matches.js';
import type { Award, Count, Node } from '../../language/pathway.js';
import { countedIn, isCounting } from '../../language/tree.js';
import type { Ground } from '../ground.js';
import type { Pair } from '../matching.js';
import { areOneToOne } from '../one-to-one.js';
import { isPlain } from '../plain.js';
import { thresholdOf } from '../threshold.js';
import { Network } from './network.js';

/** So many sets of requirements are tried where not all hold together: which of them to give up is a question of its own. */
const mostSets = 64;

/** Of more nodes it is not asked whether each two conflict. */
const mostNodes = 1_000;

/** What has to be counted at once: by itself, or as one of so many children. */
interface Demand {
  /** How many of the slots are filled; of a single slot how many awards. */
  readonly need: number;
  readonly slots: readonly Slot[];
}

interface Slot {
  readonly node: Award | Count;
  /** One award fills it: a child that is chosen, not counted. */
  readonly single: boolean;
  /** Bounds on how many are counted of disjoint sets of pairs. */
  readonly classes: readonly { readonly pairs: ReadonlySet<Pair>; readonly least: number; readonly most: number }[];
}

/**
 * How many requirements hold together, found by maximum flow with lower bounds; null where that is not how they are built.
 * They are: awards and counts that conflict with one another without exception, `all` of such, and `any` or `nOf` of
 * children one award of which is enough; counts by unit, with caps, floors and group caps that are about disjoint sets of
 * awards; each unit one award where a count has such sets; each award of one identity, and each identity of one unit.
 */
export function byFlow(roots: readonly Node[], ground: Ground): number | null {
  const { sharing, edges, limits, situation } = ground;
  if (edges.length > 0 || limits.length > 0 || sharing.isLimited || roots.length === 0) return null;
  const demands: (readonly Demand[])[] = [];
  for (const root of roots) {
    const of = demandsOf(root, ground);
    if (!of) return null;
    demands.push(of);
  }
  const nodes = demands.flat().flatMap(({ slots }) => slots.map(({ node }) => node));
  if (nodes.length > mostNodes || !areApart(nodes, ground)) return null;
  for (const node of nodes) if (!areOneToOne(situation.pairsAt(node))) return null;
  const feasible = (set: readonly number[]) => isFeasible(set.flatMap((at) => demands[at]!), ground);
  const able = roots.map((_, at) => at).filter((at) => feasible([at]));
  let tried = 0;
  for (let size = able.length; size > 1; size -= 1)
    for (const set of subsets(able, size)) {
      tried += 1;
      if (tried > mostSets) return null;
      if (feasible(set)) return size;
    }
  return able.length > 0 ? 1 : 0;
}

/** Null where a node is not of the kind that flow can tell. */
function demandsOf(node: Node, ground: Ground): readonly Demand[] | null {
  const { situation } = ground;
  if (situation.isWaived(node)) return null;
  const need = thresholdOf(node, situation);
  if (isCounting(node)) {
    if (node.kind === 'sum') return null;
    if (need <= 0) return [];
    const slot = slotOf(node, ground, node.kind === 'award');
    return slot ? [{ need: Math.ceil(need), slots: [slot] }] : null;
  }
  if (node.kind === 'all') {
    const parts = countedIn(node.of).map((child) => demandsOf(child, ground));
    return parts.every((part) => part !== null) ? parts.flat() : null;
  }
  if (node.kind !== 'any' && node.kind !== 'nOf') return null;
  if (need <= 0) return [];
  const slots: Slot[] = [];
  for (const child of countedIn(node.of)) {
    if (!isCounting(child) || child.kind === 'sum' || !isPlain(child) || situation.isWaived(child) || thresholdOf(child, situation) !== 1) return null;
    slots.push({ node: child, single: true, classes: [] });
  }
  return [{ need: Math.ceil(need), slots }];
}

function slotOf(node: Award | Count, { situation }: Ground, single: boolean): Slot | null {
  if (node.kind === 'award' || isPlain(node)) return { node, single, classes: [] };
  if (node.distinctGroupsAtLeast || node.repeat || (node.distinctBy ?? 'unit') !== 'unit' || (node.floors ?? []).some(({ per }) => per !== undefined)) return null;
  const pairs = situation.pairsAt(node);
  if (new Set(pairs.map(({ unit }) => unit)).size < pairs.length) return null;
  const { equivalences, world } = situation.judging;
  const about = (where: Parameters<typeof matches>[0]) => new Set(pairs.filter(({ view }) => matches(where, view, equivalences, world)));
  const classes = [
    ...(node.caps ?? []).map(({ where, atMost }) => ({ pairs: about(where), least: 0, most: Math.floor(atMost) })),
    ...(node.floors ?? []).map(({ where, atLeast }) => ({ pairs: about(where), least: Math.ceil(atLeast), most: Infinity })),
  ];
  if (node.perGroupAtMost) {
    const { by, atMost } = node.perGroupAtMost;
    const groups = new Map<string, Set<Pair>>();
    for (const pair of pairs) {
      const [group, ...more] = groupsOf(pair.view, by);
      if (more.length > 0) return null;
      if (group !== undefined) groups.set(group, (groups.get(group) ?? new Set()).add(pair));
    }
    for (const group of groups.values()) classes.push({ pairs: group, least: 0, most: Math.floor(atMost) });
  }
  if (pairs.some((pair) => classes.filter((one) => one.pairs.has(pair)).length > 1)) return null;
  return { node, single, classes };
}

/** Every two nodes conflict, and none may share: a unit is counted once. */
function areApart(nodes: readonly Node[], { sharing }: Ground): boolean {
  return nodes.every((a, at) => nodes.every((b, other) => other <= at || (sharing.conflict(a.id, b.id) && !sharing.allowed(a.id, b.id))));
}

function isFeasible(demands: readonly Demand[], { situation }: Ground): boolean {
  const network = new Network();
  const [source, sink] = [network.vertex(), network.vertex()];
  const units = new Map<string, number>();
  const unitOf = ({ unit }: Pair): number => {
    let vertex = units.get(unit);
    if (vertex === undefined) {
      vertex = network.vertex();
      units.set(unit, vertex);
      network.arc(vertex, sink, 0, 1);
    }
    return vertex;
  };
  for (const { need, slots } of demands) {
    const demand = network.vertex();
    const all = slots.reduce((sum, { node, single }) => sum + (single ? 1 : situation.pairsAt(node).length), 0);
    if (all < need) return false;
    // As many as are needed; of a count by itself any number more, which floors may ask for.
    const [only] = slots;
    network.arc(source, demand, need, slots.length === 1 && !only!.single ? all : need);
    for (const { node, single, classes } of slots) {
      const slot = network.vertex();
      const pairs = situation.pairsAt(node);
      network.arc(demand, slot, 0, single ? 1 : pairs.length);
      const within = classes.map(({ least, most, pairs: of }) => {
        const vertex = network.vertex();
        const upTo = Math.min(most, of.size);
        if (least <= upTo) network.arc(slot, vertex, least, upTo);
        return { vertex, of, isPossible: least <= upTo };
      });
      if (within.some(({ isPossible }) => !isPossible)) return false;
      for (const pair of pairs) network.arc(within.find(({ of }) => of.has(pair))?.vertex ?? slot, unitOf(pair), 0, 1);
    }
  }
  return network.isFeasible(source, sink);
}

function* subsets(items: readonly number[], size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else for (let at = from; at <= items.length - size; at += 1) for (const rest of subsets(items, size - 1, at + 1)) yield [items[at]!, ...rest];
}
