import { matches } from '../eligibility/matches.js';
import type { Cap, Floor } from '../language/constraints.js';
import type { Count, Sum } from '../language/pathway.js';
import type { Selector } from '../language/selector.js';
import { hundredths } from './amount.js';
import type { Pair } from './matching.js';
import { areOneToOne } from './one-to-one.js';
import { isPlain } from './plain.js';
import type { Situation } from './situation.js';

export interface Pool {
  readonly have: number;
  readonly need: number;
  readonly holds: boolean;
}

/**
 * A `count` or `sum` by itself, counted without solving where that is exact; null where it may not be. Exact: no groups and
 * no `repeat`; each unit has one identity and each identity one unit, so that counting either is the same; and of caps and
 * floors none but such as cut or ask of amounts (or of numbers in a `count`), about awards each of which is a unit of its
 * own, no award under two caps or two floors, and no floor about awards under two caps.
 */
export function pool(node: Count | Sum, pairs: readonly Pair[], situation: Situation): Pool | null {
  const need = situation.needOf(node, node.atLeast);
  if (!areOneToOne(pairs)) return null;
  const units = new Map<string, number>();
  for (const { unit, amount } of pairs) units.set(unit, Math.max(units.get(unit) ?? 0, amount));
  const carried = situation.carriedInto(node);
  if (isPlain(node)) {
    const have = sum([...units.values()]);
    return { have, need, holds: have + carried >= need };
  }
  const { caps = [], floors = [] } = node;
  if (units.size < pairs.length || !onlyCapsAndFloors(node, caps, floors)) return null;
  const { equivalences, world } = situation.judging;
  const about = ({ where }: { readonly where: Selector }) => new Set(pairs.filter(({ view }) => matches(where, view, equivalences, world)));
  const capped = caps.map((cap) => ({ atMost: amountOf(node, cap.atMost), pairs: about(cap) }));
  const floored = floors.map((floor) => ({ atLeast: amountOf(node, floor.atLeast), pairs: about(floor) }));
  if (pairs.some((pair) => capped.filter((one) => one.pairs.has(pair)).length > 1 || floored.filter((one) => one.pairs.has(pair)).length > 1)) return null;
  const free = pairs.filter((pair) => !capped.some((one) => one.pairs.has(pair)));
  const have = total(free) + sum(capped.map((cap) => Math.min(cap.atMost, total([...cap.pairs]))));
  if (need <= 0) return { have, need, holds: true };
  let holds = have + carried >= need;
  const left = new Map(capped.map((cap) => [cap, cap.atMost]));
  for (const floor of floored) {
    const within = capped.filter((cap) => [...cap.pairs].some((pair) => floor.pairs.has(pair)));
    if (within.length > 1) return null;
    const missing = floor.atLeast - total(free.filter((pair) => floor.pairs.has(pair)));
    if (missing <= 0) continue;
    const [cap] = within;
    const room = cap ? Math.min(left.get(cap)!, total([...cap.pairs].filter((pair) => floor.pairs.has(pair)))) : 0;
    if (room < missing) holds = false;
    else left.set(cap!, left.get(cap!)! - missing);
  }
  return { have, need, holds };
}

function onlyCapsAndFloors(node: Count | Sum, caps: readonly Cap[], floors: readonly Floor[]): boolean {
  if (node.perGroupAtMost || node.distinctGroupsAtLeast || node.repeat || (node.kind === 'count' && (node.distinctBy ?? 'unit') !== 'unit')) return false;
  if (floors.some(({ per }) => per !== undefined)) return false;
  // A `count` goes by number throughout; only its whole limits are the same as amounts.
  if (node.kind === 'count') return [...caps.map(({ atMost }) => atMost), ...floors.map(({ atLeast }) => atLeast)].every(Number.isInteger);
  return caps.every(({ mode, unit }) => mode !== 'whole' && unit !== 'awards') && floors.every(({ unit }) => unit !== 'awards');
}

const amountOf = ({ kind }: Count | Sum, amount: number): number => (kind === 'sum' ? hundredths(amount) : amount);

const total = (pairs: readonly Pair[]): number => sum(pairs.map(({ amount }) => amount));

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
