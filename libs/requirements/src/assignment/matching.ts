import { type AwardView, amountOf, viewOf } from '../eligibility/award-view.js';
import type { CivilDate } from '../civil-date.js';
import { type Asking, identitiesAt, isAskedFor, isOfLedger, isRecent, isValid, type Judging } from '../eligibility/eligible.js';
import type { AwardFact, ExceptionFact } from '../facts/facts.js';
import type { CountingNode } from '../language/pathway.js';
import { acceptedAt, namedAt, type Naming } from './naming.js';

/** One award that may be counted at one node. */
export interface Pair {
  readonly node: CountingNode;
  readonly view: AwardView;
  readonly unit: string;
  readonly identities: readonly string[];
  /** What it adds: hundredths of the measure of a sum, else 1. */
  readonly amount: number;
}

/** So many pairs of an award and a node are made for one question; a definition of 5,000 nodes and a few hundred awards has fewer. */
const mostPairs = 400_000;

/**
 * What one earner's awards are asked for at each node, whatever the day: S6 but for validity and recency, which `pairsOn`
 * adds. Found once for all days of a question, unless the policy reads metadata as they are on the day.
 */
export class Matching {
  /** How many pairs there are at the nodes asked about so far. */
  size = 0;
  private readonly found = new Map<string, readonly Pair[]>();
  private readonly views = new Map<AwardFact, AwardView>();
  /** All awards, by day of issue and id. */
  readonly inOrder: readonly AwardFact[];
  /** The nodes that may count something. */
  private readonly wanting: ReadonlySet<string>;
  private byAchievement: ReadonlyMap<string, readonly AwardFact[]> | null = null;

  /** @param day of the metadata, where the policy says `latest` */
  constructor(
    private readonly asking: Asking,
    naming: Naming,
    awards: readonly AwardFact[],
    private readonly exceptions: readonly ExceptionFact[],
    private readonly day: CivilDate,
  ) {
    this.inOrder = awards.length > 1 ? [...awards].sort(byDayThenId) : awards;
    this.wanting = naming.nodesFor(awards.map(({ achievement }) => achievement));
  }

  /** More pairs than are looked at: then nothing can be said of what may be counted. */
  get isTooLarge(): boolean {
    return this.size > mostPairs;
  }

  /** The pairs that some day may count, by day of issue and id. */
  at(node: CountingNode): readonly Pair[] {
    if (!this.wanting.has(node.id)) return nothing;
    let found = this.found.get(node.id);
    if (!found) {
      found = this.isTooLarge ? nothing : this.match(node);
      this.size += found.length;
      this.found.set(node.id, found);
    }
    return found;
  }

  /** The pairs that count on a day, those of substitutes among them (S9). */
  pairsOn(node: CountingNode, judging: Judging, exceptions: readonly ExceptionFact[]): readonly Pair[] {
    const found = this.at(node);
    if (found.length === 0 && exceptions.length === 0) return nothing;
    const asked = found.filter(({ view: { award } }) => isValid(award, node, judging) && isRecent(award, node, judging));
    const substitutes = this.substitutesAt(node, exceptions).filter((one) => isValid(one.view.award, node, judging) && !asked.some(({ view }) => view.award === one.view.award));
    return substitutes.length === 0 ? asked : [...asked, ...substitutes].sort((a, b) => byDayThenId(a.view.award, b.view.award));
  }

  /** Every award that one of these nodes may count on some day. */
  awardsAt(nodes: Iterable<CountingNode>): Set<AwardFact> {
    const awards = new Set<AwardFact>();
    for (const node of nodes) {
      for (const { view } of this.at(node)) awards.add(view.award);
      for (const { view } of this.substitutesAt(node, this.exceptions)) awards.add(view.award);
    }
    return awards;
  }

  private match(node: CountingNode): readonly Pair[] {
    const pairs: Pair[] = [];
    for (const award of this.candidates(node)) {
      const view = this.viewOf(award);
      if (isAskedFor(view, node, this.asking)) pairs.push(this.pair(node, view, identitiesAt(view, node, this.asking)));
    }
    return pairs;
  }

  /** Whatever an award is, an exception may name it; but of the ledger that the node reads, and with some of the measure of a sum. */
  private substitutesAt(node: CountingNode, exceptions: readonly ExceptionFact[]): Pair[] {
    if (exceptions.length === 0) return [];
    const named = new Set(exceptions.filter((one) => one.type === 'substitute' && one.node === node.id).map(({ award }) => award));
    if (named.size === 0) return [];
    const pairs = this.inOrder.filter((award) => named.has(award.id) && isOfLedger(award, node)).map((award) => this.pair(node, this.viewOf(award), [award.achievement]));
    return pairs.filter(({ amount }) => amount > 0);
  }

  private pair(node: CountingNode, view: AwardView, identities: readonly string[]): Pair {
    const amount = node.kind === 'sum' ? amountOf(view, node.measure, this.asking.policy) : 1;
    return { node, view, unit: this.asking.equivalences.unitOf(view.award), identities, amount };
  }

  /** Where achievements are named, only awards that are or stand for one of them need a look. */
  private candidates(node: CountingNode): readonly AwardFact[] {
    const named = namedAt(node);
    if (!named || this.inOrder.length < 4) return this.inOrder;
    this.byAchievement ??= Map.groupBy(this.inOrder, ({ achievement }) => achievement);
    const meant = acceptedAt(node, named, this.asking.equivalences);
    if (meant.length === 1) return this.byAchievement.get(meant[0]!) ?? [];
    return meant.flatMap((one) => this.byAchievement!.get(one) ?? []).sort(byDayThenId);
  }

  private viewOf(award: AwardFact): AwardView {
    let view = this.views.get(award);
    if (!view) {
      view = viewOf(award, this.day, this.asking.policy, this.asking.world);
      this.views.set(award, view);
    }
    return view;
  }
}

const nothing: readonly Pair[] = [];

function byDayThenId(a: AwardFact, b: AwardFact): number {
  if (a.issuedOn !== b.issuedOn) return a.issuedOn < b.issuedOn ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
