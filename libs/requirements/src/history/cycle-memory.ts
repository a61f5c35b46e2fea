import type { CivilDate } from '../civil-date.js';
import type { Situation } from '../assignment/situation.js';
import type { AwardView } from '../eligibility/award-view.js';
import type { AwardFact, ExceptionFact } from '../facts/facts.js';
import type { CountingNode, Node } from '../language/pathway.js';
import { descend, isCounting } from '../language/tree.js';
import type { ClosedCycles, CycleVerdict } from './cycles.js';

/** What of a rule's node and of a day decides a verdict about given items. */
export interface CycleBasis {
  readonly node: Node;
  readonly anchor: CivilDate;
  /** What counts on the day in any cycle. */
  readonly situation: Situation;
  readonly exceptions: readonly ExceptionFact[];
}

/**
 * What was found of cycles on earlier days of a question. A cycle that is over stays as it is as long as the same pairs
 * count, the same leaves hold and the same exceptions are in force; so do verdicts about the same items.
 */
export class CycleMemory {
  /** Whether every verdict was decided. */
  isExact = true;
  private readonly verdicts = new Map<string, CycleVerdict>();
  private readonly closed = new Map<string, { readonly day: CivilDate; readonly basis: string; readonly cycles: ClosedCycles }>();
  private readonly parts = new Map<Node, { readonly counting: readonly CountingNode[]; readonly others: readonly Node[] }>();

  /** The cycles that were over on an earlier day, if what decided them is the same today. */
  recall(basis: CycleBasis): ClosedCycles | undefined {
    const before = this.closed.get(basis.node.id);
    return before && before.basis === this.keyOf(basis, (award) => award.issuedOn <= before.day) ? before.cycles : undefined;
  }

  remember(basis: CycleBasis, day: CivilDate, cycles: ClosedCycles): void {
    this.closed.set(basis.node.id, { day, basis: this.keyOf(basis, (award) => award.issuedOn <= day), cycles });
  }

  verdict(basis: CycleBasis, items: ReadonlySet<AwardFact>, where: string, judge: () => CycleVerdict): CycleVerdict {
    const key = `${where}|${this.keyOf(basis, (award) => items.has(award))}`;
    let verdict = this.verdicts.get(key);
    if (!verdict) {
      verdict = judge();
      if (!verdict.exact) this.isExact = false;
      this.verdicts.set(key, verdict);
    }
    return verdict;
  }

  private keyOf({ node, anchor, situation, exceptions }: CycleBasis, isAbout: (award: AwardFact) => boolean): string {
    const { counting, others } = this.partsOf(node);
    // Metadata that are read as they are on the day change from day to day.
    const asRead = ({ metadata }: AwardView): string => (situation.judging.policy.metadata === 'latest' ? JSON.stringify(metadata) : '');
    const pairs = counting.map((one) => situation.pairsAt(one).filter(({ view }) => isAbout(view.award)).map(({ view, identities }) => `${view.award.id}/${identities.join('/')}${asRead(view)}`).join(' '));
    return [node.id, anchor, ...pairs, others.map((one) => situation.holds(one)).join(), exceptions.map(({ id }) => id).join()].join('|');
  }

  private partsOf(node: Node) {
    let parts = this.parts.get(node);
    if (!parts) {
      const all = [...descend(node, true)];
      parts = { counting: all.filter(isCounting), others: all.filter((one) => !isCounting(one) && !('of' in one)) };
      this.parts.set(node, parts);
    }
    return parts;
  }
}
