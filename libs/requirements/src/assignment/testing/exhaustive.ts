import { addDuration } from '../../duration.js';
import { amountOf, groupsOf, type AwardView } from '../../eligibility/award-view.js';
import { matches } from '../../eligibility/matches.js';
import type { Count, Edge, Node, Policy, Sum, SumOf } from '../../language/pathway.js';
import type { GroupBy } from '../../language/constraints.js';
import { childrenOf, countedIn, descend, isCounting, isSumOf } from '../../language/tree.js';
import { namedIn } from '../../language/selector.js';
import { hundredths } from '../amount.js';
import type { Pair } from '../matching.js';
import type { Situation } from '../situation.js';

/** One way of counting: pairs, each under an identity. */
export type Counted = readonly { readonly pair: Pair; readonly identity: string }[];

/** What is judged: requirements of one version in one situation. */
export interface Instance {
  readonly roots: readonly Node[];
  readonly situation: Situation;
  readonly policy: Policy;
  readonly edges: readonly Edge[];
  /** Of these awards at most so many may be counted. */
  readonly limits: readonly { readonly awards: ReadonlySet<string>; readonly atMost: number }[];
  /** The requirements that the roots are of, where these are judged alone: a node keeps its place. */
  readonly above?: readonly Node[];
}

/** How many pairs, each in its identities, there are to try: two to the power of it is what it takes. */
export const waysIn = ({ roots, situation }: Pick<Instance, 'roots' | 'situation'>): number =>
  roots.flatMap((root) => [...descend(root, true)]).filter(isCounting).flatMap((node) => situation.pairsAt(node)).flatMap(({ identities }) => identities).length;

/**
 * S7 and S8 said in the plainest way: every way of counting the eligible pairs is tried, and for each every set of chosen
 * nodes. It shares the eligibility of pairs with the evaluator, and nothing of how they are put together.
 */
export function mostTogether(instance: Instance): number {
  const { roots, situation, edges } = instance;
  let most = 0;
  for (const counted of allCounted(instance))
    for (const chosen of choices(roots, counted, situation)) {
      const together = roots.filter(({ id }) => chosen.has(id)).length;
      if (together > most && inOrder(edges, chosen, counted, roots)) most = together;
    }
  return most;
}

/** `have` of a node judged as the only requirement (section 9). */
export function mostHad(node: Node, instance: Omit<Instance, 'roots'>): number {
  const { situation, edges } = instance;
  let most = 0;
  for (const counted of allCounted({ ...instance, roots: [node] }))
    for (const { chosen, figure } of openWays(node, counted, situation)) if (figure > most && inOrder(edges, chosen, counted, [node])) most = figure;
  return most;
}

/** `units` of a requirement of kind `sum` or `count`: the most it counts where so many are satisfied, partially if it is not among them. */
export function mostUnits(root: Node, satisfied: number, instance: Instance): number {
  const { roots, situation, edges } = instance;
  const others = roots.filter((one) => one !== root);
  let most = 0;
  for (const counted of allCounted(instance)) {
    for (const chosen of choices(roots, counted, situation)) {
      if (!chosen.has(root.id) || roots.filter(({ id }) => chosen.has(id)).length < satisfied || !inOrder(edges, chosen, counted, roots)) continue;
      for (const way of openWays(root, counted, situation, true)) most = Math.max(most, way.figure);
    }
    const beneath = new Set([...descend(root, true)].map(({ id }) => id));
    for (const chosen of choices(others, counted.filter(({ pair }) => !beneath.has(pair.node.id)), situation)) {
      if (chosen.size > 0 && edges.some(({ before, after }) => before === root.id && chosen.has(after))) continue;
      if (others.filter(({ id }) => chosen.has(id)).length < satisfied || !inOrder(edges.filter(({ before, after }) => before !== root.id && after !== root.id), chosen, counted, roots)) continue;
      for (const { figure } of openWays(root, counted, situation)) most = Math.max(most, figure);
    }
  }
  return most;
}

/** Every way of counting pairs that identities, units and sharing allow. */
export function* allCounted({ roots, situation, policy, limits, above = roots }: Instance): Generator<Counted> {
  const counting = roots.flatMap((root) => [...descend(root, true)]).filter(isCounting);
  const pairs = counting.flatMap((node) => situation.pairsAt(node));
  function* from(at: number, counted: Counted): Generator<Counted> {
    if (at === pairs.length) {
      const within = limits.every(({ awards, atMost }) => new Set(counted.map(({ pair }) => pair.view.award.id).filter((id) => awards.has(id))).size <= atMost);
      if (within && isShareable(counted, above, policy)) yield counted;
      return;
    }
    const pair = pairs[at]!;
    yield* from(at + 1, counted);
    for (const identity of pair.identities) {
      const clash = counted.some((one) => one.pair.node.id === pair.node.id && (one.identity === identity || one.pair.unit === pair.unit));
      if (!clash) yield* from(at + 1, [...counted, { pair, identity }]);
    }
  }
  yield* from(0, []);
}

/** The ways in which a node counts without its threshold, floors and spread (or, `bound`, with them), and what it counts then. */
function openWays(node: Node, counted: Counted, situation: Situation, bound = false): { readonly chosen: Set<string>; readonly figure: number }[] {
  if (isCounting(node)) {
    const here = counted.filter(({ pair }) => pair.node.id === node.id).map(({ pair }) => pair);
    const figure = node.kind === 'award' ? here.length : figureOf(node, here, situation, bound);
    return figure < 0 || (node.kind === 'award' && figure > 1) ? [] : [{ chosen: new Set(), figure }];
  }
  if (!('of' in node)) return [{ chosen: new Set(), figure: situation.holds(node) ? 1 : 0 }];
  const children = countedIn(node.of);
  const each = children.map((child) => ({ left: leavable(child, counted) ? [new Set<string>()] : [], chosen: chosenWays(child, counted, situation) }));
  const need = node.kind === 'all' ? children.length : node.kind === 'nOf' ? situation.needOf(node, node.n) : 1;
  const found: { chosen: Set<string>; figure: number }[] = [];
  for (let mask = 0; mask < 1 << children.length; mask += 1) {
    const picked = children.filter((_, at) => mask & (1 << at)).length;
    const figure = isSumOf(node) ? figureOf(node, largestOfUnits(node, counted, situation), situation, bound) : picked;
    if (figure < 0 || (!isSumOf(node) && picked > need)) continue;
    for (const chosen of product(each.map(({ left, chosen: ways }, at) => (mask & (1 << at) ? ways : left)))) found.push({ chosen, figure });
  }
  return found;
}

/** Every set of chosen nodes that goes with what is counted. */
export function choices(roots: readonly Node[], counted: Counted, situation: Situation): Set<string>[] {
  return product(roots.map((root) => [...(leavable(root, counted) ? [new Set<string>()] : []), ...chosenWays(root, counted, situation)]));
}

/** The ways in which a node is chosen: the ids chosen at and beneath it. */
function chosenWays(node: Node, counted: Counted, situation: Situation): Set<string>[] {
  const ways: Set<string>[] = [];
  if (situation.isWaived(node) && leavable(node, counted)) ways.push(new Set([node.id]));
  if (isCounting(node)) {
    const here = counted.filter(({ pair }) => pair.node.id === node.id);
    const holds = node.kind === 'award' ? here.length === 1 : suffices(node, here.map(({ pair }) => pair), situation);
    return holds ? [...ways, new Set([node.id])] : ways;
  }
  if (!('of' in node)) return situation.holds(node) ? [...ways, new Set([node.id])] : ways;
  const children = countedIn(node.of);
  const each = children.map((child) => ({ left: leavable(child, counted) ? [new Set<string>()] : [], chosen: chosenWays(child, counted, situation) }));
  for (let mask = 0; mask < 1 << children.length; mask += 1) {
    const picked = children.filter((_, at) => mask & (1 << at)).length;
    const need = node.kind === 'nOf' ? situation.needOf(node, node.n) : 1;
    const fits = node.kind === 'all' ? picked === children.length : node.kind === 'any' ? picked === 1 : node.kind === 'nOf' ? picked === need : true;
    if (!fits || (isSumOf(node) && !suffices(node, largestOfUnits(node, counted, situation), situation))) continue;
    for (const way of product(each.map(({ left, chosen }, at) => (mask & (1 << at) ? chosen : left)))) ways.push(new Set([node.id, ...way]));
  }
  return ways;
}

const leavable = (node: Node, counted: Counted): boolean => {
  const beneath = new Set([...descend(node, true)].map(({ id }) => id));
  return !counted.some(({ pair }) => beneath.has(pair.node.id));
};

/** Of two awards of one unit counted beneath a sum the larger. */
function largestOfUnits(node: SumOf, counted: Counted, { judging: { policy } }: Situation): Pair[] {
  const beneath = new Set(childrenOf(node).flatMap((child) => [...descend(child, true)]).map(({ id }) => id));
  const units = new Map<string, Pair>();
  for (const { pair } of counted) {
    if (!beneath.has(pair.node.id)) continue;
    const amount = amountOf(pair.view, node.measure, policy);
    const before = units.get(pair.unit);
    if (!before || amount > before.amount) units.set(pair.unit, { ...pair, amount });
  }
  return [...units.values()];
}

const suffices = (node: Count | Sum | SumOf, pairs: readonly Pair[], situation: Situation): boolean => figureOf(node, pairs, situation, true) >= 0;

/** The most that counted awards come to at a node, for some contribution of each and some placement (section 4); -1 if its constraints forbid them. */
function figureOf(node: Count | Sum | SumOf, pairs: readonly Pair[], situation: Situation, bound: boolean): number {
  const { equivalences, world } = situation.judging;
  const need = situation.needOf(node, node.atLeast);
  const inMeasure = node.kind === 'sum';
  const where = (selector: Parameters<typeof matches>[0], { view }: Pair) => matches(selector, view, equivalences, world);
  const clips = (node.caps ?? []).filter(({ mode }) => inMeasure && mode !== 'whole');
  if (!repeats(node, pairs, situation)) return -1;
  for (const { where: selector, atMost, mode, unit } of node.caps ?? []) {
    const about = pairs.filter((pair) => where(selector, pair));
    if ((!inMeasure || unit === 'awards') && about.length > atMost) return -1;
    if (inMeasure && unit !== 'awards' && mode === 'whole' && sum(about.map(({ amount }) => amount)) > hundredths(atMost)) return -1;
  }
  const parts = pairs.map((pair) => (inMeasure && clips.some(({ where: selector }) => where(selector, pair)) ? upTo(pair.amount) : [inMeasure ? pair.amount : 1]));
  const bys = [...new Set([node.perGroupAtMost?.by, node.distinctGroupsAtLeast?.by, node.kind === 'count' && node.distinctBy !== 'unit' ? node.distinctBy : undefined])].filter((by): by is GroupBy => by !== undefined);
  let most = -1;
  for (const amounts of combinations(parts)) {
    if ((node.caps ?? []).some(({ where: selector, atMost, mode, unit }) => inMeasure && mode !== 'whole' && unit !== 'awards' && sum(amounts.filter((_, at) => where(selector, pairs[at]!))) > hundredths(atMost))) continue;
    const floors = (node.floors ?? []).every(({ where: selector, atLeast, unit }) => {
      const about = amounts.filter((_, at) => where(selector, pairs[at]!));
      return unit === 'awards' || !inMeasure ? about.length >= atLeast : sum(about) >= hundredths(atLeast);
    });
    placed(bys, pairs, (placements) => {
      const limit = node.perGroupAtMost;
      if (limit) {
        const groups = placements.get(limit.by)!;
        for (const group of new Set(groups)) {
          if (group === null) continue;
          const inside = amounts.filter((_, at) => groups[at] === group);
          if (limit.unit === 'awards' || !inMeasure ? inside.length > limit.atMost : sum(inside) > hundredths(limit.atMost)) return false;
        }
      }
      const figure = node.kind === 'count' && node.distinctBy && node.distinctBy !== 'unit' ? distinct(placements.get(node.distinctBy)!) : sum(amounts);
      const spread = node.distinctGroupsAtLeast;
      const spreads = !spread || distinct(placements.get(spread.by)!) >= spread.atLeast;
      if (!bound || need <= 0 || (spreads && floors && figure >= need)) most = Math.max(most, figure);
      return false;
    });
  }
  return most;
}

function repeats({ repeat, ...node }: Count | Sum | SumOf, pairs: readonly Pair[], { judging: { equivalences } }: Situation): boolean {
  if (!repeat) return true;
  const named = 'from' in node ? namedIn(node.from) : [];
  const meant = ({ view: { award } }: Pair) => {
    const others = [...new Set(named)].filter((one) => equivalences.standsFor(award, one)).sort();
    return others.length === 0 || others.includes(award.achievement) ? award.achievement : others[0]!;
  };
  const days = new Map<string, string[]>();
  for (const pair of pairs) days.set(meant(pair), [...(days.get(meant(pair)) ?? []), pair.view.award.issuedOn].sort());
  return [...days.values()].every((of) => of.length <= (repeat.atMost ?? Infinity) && of.every((day, at) => at === 0 || repeat.minGap === undefined || day >= addDuration(of[at - 1]!, repeat.minGap)));
}

/** Section 6, unit by unit. */
function isShareable(counted: Counted, roots: readonly Node[], policy: Policy): boolean {
  const path = new Map<string, { readonly above: readonly string[]; readonly sums: readonly string[]; readonly isSum: boolean }>();
  const enter = (node: Node, above: readonly string[], sums: readonly string[]): void => {
    path.set(node.id, { above: [...above, node.id], sums, isSum: node.kind === 'sum' || sums.length > 0 });
    for (const child of childrenOf(node)) enter(child, [...above, node.id], isSumOf(node) ? [...sums, node.id] : sums);
  };
  for (const root of roots) enter(root, [], []);
  const named = (lists: readonly (readonly string[])[], a: string, b: string, apart: boolean) =>
    lists.some((list) => list.some((one, i) => list.some((other, j) => i < j && (!apart || one !== other) && ((path.get(a)!.above.includes(one) && path.get(b)!.above.includes(other)) || (path.get(a)!.above.includes(other) && path.get(b)!.above.includes(one))))));
  const conflict = (a: string, b: string) =>
    policy.sharing === 'exclusive' ||
    (policy.sharing === 'exclusiveSums' && path.get(a)!.isSum && path.get(b)!.isSum) ||
    path.get(a)!.sums.some((one) => path.get(b)!.sums.includes(one)) ||
    named(policy.exclusivityGroups ?? [], a, b, true);
  const limited = policy.maxSharedAwards !== undefined || policy.maxSharedMeasure !== undefined;
  const allowed = (a: string, b: string) => (policy.maySharePairs ? named(policy.maySharePairs, a, b, false) : limited);
  const shared: string[] = [];
  for (const unit of new Set(counted.map(({ pair }) => pair.unit))) {
    const nodes = [...new Set(counted.filter(({ pair }) => pair.unit === unit).map(({ pair }) => pair.node.id))];
    const conflicting = nodes.flatMap((a, i) => nodes.slice(i + 1).map((b) => [a, b] as const)).filter(([a, b]) => conflict(a, b));
    if (conflicting.some(([a, b]) => !allowed(a, b))) return false;
    if (conflicting.length > 0) shared.push(unit);
  }
  if (policy.maxSharedAwards !== undefined && shared.length > policy.maxSharedAwards) return false;
  const measure = policy.maxSharedMeasure;
  if (!measure) return true;
  const full = shared.map((unit) => Math.max(...counted.filter(({ pair }) => pair.unit === unit).map(({ pair }) => amountOf(pair.view, measure.measure, policy))));
  return sum(full) <= hundredths(measure.atMost);
}

export function inOrder(edges: readonly Edge[], chosen: ReadonlySet<string>, counted: Counted, roots: readonly Node[]): boolean {
  const nodes = new Map(roots.flatMap((root) => [...descend(root, true)]).map((node) => [node.id, node]));
  const days = (id: string) => {
    const beneath = new Set([...descend(nodes.get(id)!, true)].map((node) => node.id));
    return counted.filter(({ pair }) => beneath.has(pair.node.id)).map(({ pair }) => pair.view.award.issuedOn);
  };
  return edges.every(({ before, after, mode, within }) => {
    if (!chosen.has(after)) return true;
    if (!chosen.has(before)) return false;
    return days(after).every((late) =>
      days(before).every((early) => {
        if (mode === 'strictlyAfter') return late > early;
        if (mode === 'onOrAfter') return late >= early;
        const [first, last] = [late, early].sort() as [string, string];
        return within === undefined || last <= addDuration(first, within);
      }),
    );
  });
}

/** Some placement of every award in one of its groups for which `holds`; one without a group lies in none. */
function placed(bys: readonly GroupBy[], pairs: readonly Pair[], holds: (placements: ReadonlyMap<GroupBy, readonly (string | null)[]>) => boolean): boolean {
  const options = bys.map((by) => combinations(pairs.map(({ view }: { view: AwardView }) => (groupsOf(view, by).length > 0 ? groupsOf(view, by) : [null]))));
  return combinations(options).some((picked) => holds(new Map(bys.map((by, at) => [by, picked[at]!]))));
}

const distinct = (groups: readonly (string | null)[]): number => new Set(groups.filter((group) => group !== null)).size;
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
/** Contributions in whole units, which the instances of the tests are made of. */
const upTo = (amount: number): number[] => Array.from({ length: Math.floor(amount / 100) + 1 }, (_, at) => at * 100);

function combinations<T>(options: readonly (readonly T[])[]): T[][] {
  return options.reduce<T[][]>((ways, option) => ways.flatMap((way) => option.map((one) => [...way, one])), [[]]);
}

function product(options: readonly (readonly ReadonlySet<string>[])[]): Set<string>[] {
  return combinations(options).map((sets) => new Set(sets.flatMap((set) => [...set])));
}
