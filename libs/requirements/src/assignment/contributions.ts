import { addDuration } from '../duration.js';
import type { AwardView } from '../eligibility/award-view.js';
import { groupsOf } from '../eligibility/award-view.js';
import { matches } from '../eligibility/matches.js';
import type { GroupBy } from '../language/constraints.js';
import type { Count, Sum, SumOf } from '../language/pathway.js';
import { namedIn, type Selector } from '../language/selector.js';
import { hundredths } from './amount.js';
import type { LinearModel, Term, Variable } from './linear-model.js';
import type { Situation } from './situation.js';

/** An award that may be counted at a node: `by` sums to 1 when it is. */
export interface Contribution {
  readonly view: AwardView;
  readonly amount: number;
  readonly by: readonly Term[];
}

/** What is compared with the threshold. */
export type Figure = readonly Term[];

interface At {
  readonly ordinary: Variable;
  readonly need: number;
  /** Without threshold, floors and spread. */
  readonly open: boolean;
  readonly situation: Situation;
}

/** The rows of a `count` or `sum`: contributions, caps, floors, groups, repeats, threshold (section 4, S7). */
export function addContributions(model: LinearModel, node: Count | Sum | SumOf, counted: readonly Contribution[], { ordinary, need, open, situation }: At): Figure {
  const inMeasure = node.kind === 'sum';
  const { equivalences, world } = situation.judging;
  const where = (selector: Selector) => (one: Contribution) => matches(selector, one.view, equivalences, world);
  const clips = (node.caps ?? []).filter(({ mode }) => inMeasure && mode !== 'whole');
  const clipped = clips.map(({ where: selector }) => where(selector));
  // What an award adds: its measure, or any part of it where a clipping cap is about it.
  const amounts = new Map(
    counted.map((one): [Contribution, readonly Term[]] => {
      if (!inMeasure) return [one, one.by];
      const whole = one.by.map(([coefficient, variable]): Term => [coefficient * one.amount, variable]);
      if (!clipped.some((isClipped) => isClipped(one))) return [one, whole];
      const part = model.amount(one.amount);
      model.atMost([[1, part], ...negative(whole)], 0);
      return [one, [[1, part]]];
    }),
  );
  const total = (of: readonly Contribution[], unit: 'awards' | 'measure') => of.flatMap((one) => (unit === 'awards' ? one.by : amounts.get(one)!));
  const limit = (amount: number, unit: 'awards' | 'measure') => (unit === 'measure' && inMeasure ? hundredths(amount) : amount);

  for (const { where: selector, atMost, mode, unit } of node.caps ?? []) {
    const about = counted.filter(where(selector));
    if (!inMeasure || unit === 'awards') model.atMost(total(about, 'awards'), atMost);
    else if (mode === 'whole') model.atMost(about.flatMap(({ by, amount }) => by.map(([one, variable]): Term => [one * amount, variable])), hundredths(atMost));
    else model.atMost(total(about, 'measure'), hundredths(atMost));
  }
  addRepeat(model, node, counted, situation);
  const placements = new Map<GroupBy, Placement>();
  const placed = (by: GroupBy) => placements.get(by) ?? placements.set(by, place(model, counted, by)).get(by)!;
  if (node.perGroupAtMost) {
    const { by, atMost, unit = 'measure' } = node.perGroupAtMost;
    for (const of of placed(by).values())
      if (!inMeasure || unit === 'awards') model.atMost(of.map(({ variable }): Term => [1, variable]), atMost);
      else model.atMost(of.flatMap(({ one, variable }) => inGroup(model, one, amounts.get(one)!, variable)), hundredths(atMost));
  }
  const distinctBy = node.kind === 'count' && node.distinctBy !== undefined && node.distinctBy !== 'unit' ? node.distinctBy : null;
  const figure = distinctBy === null ? total(counted, 'measure') : coverage(model, placed(distinctBy));
  if (open) return figure;
  if (need > 0) {
    model.atLeast([...figure, [situation.carriedInto(node) - need, ordinary]], 0);
    for (const { where: selector, atLeast, unit = 'measure', per } of node.floors ?? []) {
      const least = limit(atLeast, unit);
      for (const part of per === undefined ? [counted] : situation.subPeriods(per, counted, ({ view }) => view.award.issuedOn))
        model.atLeast([...total(part.filter(where(selector)), unit), [-least, ordinary]], 0);
    }
    if (node.distinctGroupsAtLeast) {
      const { by, atLeast } = node.distinctGroupsAtLeast;
      model.atLeast([...coverage(model, placed(by)), [-atLeast, ordinary]], 0);
    }
  }
  return figure;
}

type Placement = Map<string, { readonly one: Contribution; readonly variable: Variable }[]>;

/** Each counted award is placed in exactly one of its groups; one with no group in none. */
function place(model: LinearModel, counted: readonly Contribution[], by: GroupBy): Placement {
  const placement: Placement = new Map();
  for (const one of counted) {
    const groups = groupsOf(one.view, by);
    const variables = groups.map((group) => {
      const variable = model.binary();
      const here = placement.get(group);
      if (here) here.push({ one, variable });
      else placement.set(group, [{ one, variable }]);
      return variable;
    });
    if (groups.length > 0) model.equal([...variables.map((variable): Term => [1, variable]), ...negative(one.by)], 0);
  }
  return placement;
}

/** The part of an award's contribution that falls into one group. */
function inGroup(model: LinearModel, one: Contribution, amount: readonly Term[], placed: Variable): Term[] {
  const part = model.amount(one.amount);
  model.atMost([[1, part], [-one.amount, placed]], 0);
  // Placed here, the whole contribution lies here.
  model.atLeast([[1, part], ...negative(amount), [-one.amount, placed]], -one.amount);
  return [[1, part]];
}

/** How many groups have an award placed in them. */
function coverage(model: LinearModel, placement: Placement): Term[] {
  return [...placement.values()].map((of): Term => {
    const covered = model.binary();
    model.atMost([[1, covered], ...of.map(({ variable }): Term => [-1, variable])], 0);
    return [1, covered];
  });
}

/** Section 4: per achievement at most so many, and any two at least the gap apart. */
function addRepeat(model: LinearModel, node: Count | Sum | SumOf, counted: readonly Contribution[], situation: Situation): void {
  const { repeat } = node;
  if (!repeat) return;
  const { equivalences } = situation.judging;
  const named = 'from' in node ? namedIn(node.from) : [];
  const repeated = ({ view: { award } }: Contribution): string => {
    const meant = [...new Set(named)].filter((one) => equivalences.standsFor(award, one)).sort();
    return meant.length === 0 || meant.includes(award.achievement) ? award.achievement : meant[0]!;
  };
  for (const of of Map.groupBy(counted, repeated).values()) {
    if (repeat.atMost !== undefined) model.atMost(of.flatMap(({ by }) => by), repeat.atMost);
    const { minGap } = repeat;
    if (minGap === undefined) continue;
    const inOrder = [...of].sort((a, b) => (a.view.award.issuedOn < b.view.award.issuedOn ? -1 : 1));
    inOrder.forEach((earlier, at) => {
      for (const later of inOrder.slice(at + 1))
        if (later.view.award.issuedOn < addDuration(earlier.view.award.issuedOn, minGap)) model.atMost([...earlier.by, ...later.by], 1);
    });
  }
}

const negative = (terms: readonly Term[]): Term[] => terms.map(([coefficient, variable]): Term => [-coefficient, variable]);
