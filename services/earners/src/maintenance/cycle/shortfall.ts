import { cyclesUnder, type AwardFact, type Cycle, type Node, type Selector, type Solver } from '@cairn/requirements';
import { type KeepingRule, ruleFrom } from '../rule/keeping-rule.js';
import { worldOfRules } from './items.js';

/** What a cycle still lacks: of a requirement as a whole, or of one of its floors. Amounts in hundredths where there is a measure. */
export interface Shortfall {
  /** Id of the node. */
  readonly node: string;
  /** The floor in words: what its selector names; null for the requirement as a whole. */
  readonly floor: string | null;
  readonly measure: string | null;
  readonly have: number;
  readonly need: number;
}

/** Everything that a cycle lacks on a day, each judged for itself by the language. */
export function shortfallsOf(rule: KeepingRule, cycle: Cycle, items: readonly AwardFact[], day: string, solver: Solver): Shortfall[] {
  const own = items.filter(({ id }) => cycle.items.includes(id));
  const figure = (node: Node) => {
    const [first] = cyclesUnder(ruleFrom({ ...rule, carryOverAtMost: null }, cycle.start, node), { items: own, world: worldOfRules, solver }, day);
    return first ?? { have: 0, need: 0, metOn: null };
  };
  return lackIn(rule.node, cycle.carriedIn, figure);
}

type Figure = (node: Node) => Pick<Cycle, 'have' | 'need' | 'metOn'>;

function lackIn(node: Node, carriedIn: number, figure: Figure): Shortfall[] {
  if (node.kind === 'all') return node.of.flatMap((part) => ('kind' in part && part.kind !== 'order' ? lackIn(part as Node, 0, figure) : []));
  const measure = node.kind === 'sum' ? node.measure : null;
  const whole = figure(node);
  const have = whole.have + carriedIn;
  const lacks: Shortfall[] = have < whole.need ? [{ node: node.id, floor: null, measure, have, need: whole.need }] : [];
  if ((node.kind !== 'sum' && node.kind !== 'count') || 'of' in node) return lacks;
  for (const { where, atLeast, unit, per } of node.floors ?? []) {
    // Everything but what the floor looks at is capped at nothing, so that the figure is that of the floor.
    const others = { where: { exclude: where }, atMost: 0, mode: 'clip' as const };
    const counted = unit === 'awards' && node.kind === 'sum' ? asCount(node) : node;
    const alone = figure({ ...counted, atLeast, floors: [], caps: [...(node.caps ?? []), others] } as Node);
    if (per === undefined && alone.have < alone.need) lacks.push({ node: node.id, floor: wordsOf(where), measure: unit === 'awards' ? null : measure, have: alone.have, need: alone.need });
  }
  return lacks.length === 0 && whole.metOn === null ? [{ node: node.id, floor: null, measure, have, need: whole.need }] : lacks;
}

function asCount<Sum extends { readonly measure: string; readonly caps?: readonly object[] }>({ measure: _measure, ...pool }: Sum): Omit<Sum, 'measure'> & { kind: 'count' } {
  return { ...pool, kind: 'count' };
}

/** Tags, types and levels by their words; anything else as it is written. */
const wordsOf = (where: Selector): string => [where.tag ?? where.type ?? where.seriesIn ?? JSON.stringify(where)].flat().join(', ');
