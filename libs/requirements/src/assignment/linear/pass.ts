import type { CivilDate } from '../../civil-date.js';
import { addDuration } from '../../duration.js';
import { isRecent, isValid, type Judging } from '../../eligibility/eligible.js';
import { isCounting } from '../../language/tree.js';
import type { Matching, Pair } from '../matching.js';
import type { LeafAnswer } from '../situation.js';
import type { LinearNode, LinearPlan } from './plan.js';
import { Tally } from './tally.js';

interface LiveLeaf {
  readonly at: number;
  readonly leaf: LinearNode;
  readonly pairs: readonly Pair[];
  /** Up to this day it stays as it is; null for ever. */
  until: CivilDate | null;
}

/** Counts the requirements of a version that has a linear plan bottom up, one day after the other. */
export class LinearPass {
  private readonly tally: Tally;
  /** The leaves that something could satisfy: others stay as they are. */
  private readonly live: LiveLeaf[] = [];
  private readonly uncounted: number[] = [];
  private readonly roots: readonly number[];
  /** Requirement -> the first of the days asked for on which it held by itself. */
  readonly heldSince = new Map<string, CivilDate>();
  private completedOn: CivilDate | null = null;
  /** How many pairs were looked at on all days so far. */
  work = 0;
  private settled = true;

  constructor(
    private readonly plan: LinearPlan,
    matching: Matching,
  ) {
    this.tally = new Tally(plan);
    this.roots = plan.nodes.flatMap(({ parent }, at) => (parent < 0 ? [at] : []));
    for (const at of plan.leaves) {
      const leaf = plan.nodes[at]!;
      if (!isCounting(leaf.node)) this.uncounted.push(at);
      else if (leaf.need > 0) {
        const pairs = matching.at(leaf.node);
        if (pairs.length > 0) this.live.push({ at, leaf, pairs, until: '' });
      }
    }
  }

  /** How many requirements hold on a day, which no day asked before comes after; `holds` answers for leaves that count no award. */
  satisfiedOn(judging: Judging, holds: LeafAnswer): number {
    const { day } = judging;
    // A completion forgives, and recency up to it ends with it: all are looked at again on its day and on the next asked.
    const again = judging.completedOn !== this.completedOn || !this.settled;
    this.completedOn = judging.completedOn;
    this.settled = judging.completedOn === null || judging.completedOn < day;
    for (const one of this.live) {
      if (!again && (one.until === null || day < one.until)) continue;
      this.work += one.pairs.length;
      this.tally.set(one.at, reaches(one.leaf, one.pairs, judging));
      one.until = nextChange(one.pairs, day);
    }
    for (const at of this.uncounted) this.tally.set(at, holds(this.plan.nodes[at]!.node));
    if (this.tally.satisfied > 0) this.remember(day);
    return this.tally.satisfied;
  }

  private remember(day: CivilDate): void {
    if (this.heldSince.size === this.roots.length) return;
    for (const at of this.roots) {
      const { id } = this.plan.nodes[at]!.node;
      if (this.tally.holds(at) && !this.heldSince.has(id)) this.heldSince.set(id, day);
    }
  }
}

/** Without equivalences each unit has one identity, and each identity one unit: units are counted, each by its largest award. */
function reaches({ need }: LinearNode, pairs: readonly Pair[], judging: Judging): boolean {
  let have = 0;
  let units: Map<string, number> | null = null;
  for (const { node, view, unit, amount } of pairs) {
    if (!isValid(view.award, node, judging) || !isRecent(view.award, node, judging)) continue;
    if (node.kind === 'award') return true;
    units ??= new Map();
    const before = units.get(unit) ?? 0;
    if (amount > before) {
      units.set(unit, amount);
      have += amount - before;
      if (have >= need) return true;
    }
  }
  return false;
}

/** The first day after this one on which some pair may count that did not, or the reverse. */
function nextChange(pairs: readonly Pair[], day: CivilDate): CivilDate | null {
  let next: CivilDate | null = null;
  const look = (other: CivilDate | null | undefined): void => {
    if (other !== null && other !== undefined && other > day && (next === null || other < next)) next = other;
  };
  for (const { node, view } of pairs) {
    const { issuedOn, expiresOn, revokedOn, suspensions } = view.award;
    look(issuedOn);
    look(expiresOn);
    look(revokedOn);
    for (const { from, until } of suspensions) {
      look(from);
      look(until);
    }
    if (node.recency) look(addDuration(issuedOn, node.recency.within));
  }
  return next;
}
