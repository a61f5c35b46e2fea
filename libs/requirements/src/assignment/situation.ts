import { type AwardView, amountOf } from '../eligibility/award-view.js';
import { addDuration } from '../duration.js';
import type { CivilDate } from '../civil-date.js';
import type { Judging } from '../eligibility/eligible.js';
import type { AwardFact, ExceptionFact } from '../facts/facts.js';
import type { CountingNode, Node } from '../language/pathway.js';
import { hundredths } from './amount.js';
import type { Matching, Pair } from './matching.js';

/** Whether a leaf that counts no award holds: `attested`, `pathwayCompleted`, `maintain`. */
export type LeafAnswer = (node: Node) => boolean;

/** The cycle of a `maintain` node that is judged. */
export interface JudgedCycle {
  readonly start: CivilDate;
  readonly end: CivilDate;
  /** All that is counted in it: of each ledger. */
  readonly items: ReadonlySet<AwardFact>;
  /** What is added to the total of this node and fills no floor; hundredths for a sum. */
  readonly carried: { readonly node: string; readonly amount: number };
}

/** One version on one day before one earner's facts: what may be counted where, and what exceptions change. */
export class Situation {
  private readonly pairs = new Map<string, readonly Pair[]>();
  private readonly exceptions = new Map<string, ExceptionFact[]>();

  /** @param exceptions those in force on the day */
  constructor(
    readonly judging: Judging,
    private readonly matching: Matching,
    exceptions: readonly ExceptionFact[],
    readonly holds: LeafAnswer,
    private readonly cycle: JudgedCycle | null = null,
  ) {
    for (const one of exceptions) {
      const here = this.exceptions.get(one.node);
      if (here) here.push(one);
      else this.exceptions.set(one.node, [one]);
    }
  }

  /** The awards that may be counted at a node, by day and id. */
  pairsAt(node: CountingNode): readonly Pair[] {
    let found = this.pairs.get(node.id);
    if (!found) {
      const { cycle } = this;
      found = this.matching.pairsOn(node, this.judging, this.exceptionsAt(node));
      if (cycle) found = found.filter(({ view }) => cycle.items.has(view.award));
      this.pairs.set(node.id, found);
    }
    return found;
  }

  /** There are more pairs than are looked at: nobody knows what may be counted. */
  get isCut(): boolean {
    return this.matching.isTooLarge;
  }

  isWaived({ id }: Node): boolean {
    return this.exceptionsAt({ id }).some(({ type }) => type === 'waive');
  }

  /** The threshold of a node, as exceptions reduce it; hundredths for a sum. */
  needOf(node: Node, written: number): number {
    const inHundredths = node.kind === 'sum';
    const reduced = this.exceptionsAt(node).reduce((sum, { type, amount }) => (type === 'reduce' ? sum + (inHundredths ? hundredths(amount) : amount) : sum), 0);
    return Math.max(0, (inHundredths ? hundredths(written) : written) - reduced);
  }

  /** What a node has before anything is counted: the amount carried into a cycle. */
  carriedInto({ id }: Node): number {
    return this.cycle?.carried.node === id ? this.cycle.carried.amount : 0;
  }

  /** What an award adds to a sum over what is counted beneath it. */
  amountAt(node: Node, view: AwardView): number {
    return node.kind === 'sum' ? amountOf(view, node.measure, this.judging.policy) : 1;
  }

  /** The items of each sub-period of the cycle; outside `maintain` there is one. */
  subPeriods<T>(per: string, items: readonly T[], dayOf: (item: T) => CivilDate): readonly (readonly T[])[] {
    if (!this.cycle) return [items];
    const { start, end } = this.cycle;
    const parts: T[][] = [];
    for (let at = 0; addDuration(start, per, at) < end; at += 1) {
      const [from, until] = [addDuration(start, per, at), addDuration(start, per, at + 1)];
      parts.push(items.filter((item) => from <= dayOf(item) && dayOf(item) < until));
    }
    return parts;
  }

  private exceptionsAt({ id }: Pick<Node, 'id'>): readonly ExceptionFact[] {
    return this.exceptions.get(id) ?? none;
  }
}

const none: readonly ExceptionFact[] = [];
