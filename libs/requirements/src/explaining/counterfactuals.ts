import { witnessOf } from '../answer/witness.js';
import type { Witness } from '../answer/draft.js';
import type { ExceptionFact } from '../facts/facts.js';
import { Day } from '../history/day.js';
import type { VersionRules } from '../history/version-rules.js';
import { descend, isCounting, isSumOf } from '../language/tree.js';
import type { Node } from '../language/pathway.js';
import type { Question } from '../question.js';
import { BLOCKING_CODES, type BlockingCode } from './blocking-code.js';
import { withoutObstacleInFacts } from './lift-facts.js';
import { isOfRules, withoutObstacles } from './lift-rules.js';

/** A day as it would be without some obstacles. */
export interface Counterfactual {
  readonly day: Day;
  /** Null when looking for it was given up. */
  witness(): Witness | null;
}

/**
 * The same day judged again without one obstacle, or without all but one. What is missing is lifted last of all in
 * meaning: a leaf misses something if it does not hold even when nothing else stands in its way, and lifted it counts as held.
 */
export class Counterfactuals {
  private readonly made = new Map<string, Counterfactual>();
  private missing: readonly Node[] | null = null;
  private present: ReadonlySet<BlockingCode> | null = null;
  private readonly begun = performance.now();
  private readonly rules = new Map<string, VersionRules>();

  constructor(
    private readonly question: Question,
    private readonly day: Day,
  ) {}

  /** Null when nothing has the obstacle. */
  without(code: BlockingCode): Counterfactual | null {
    return this.isPresent(code) ? this.make([code]) : null;
  }

  /** With this obstacle and no other. */
  withOnly(code: BlockingCode): Counterfactual | null {
    const others = BLOCKING_CODES.filter((one) => one !== code && this.isPresent(one));
    return others.length > 0 ? this.make(others) : null;
  }

  /** Looking for witnesses takes its time even where nothing is solved. */
  private get isLate(): boolean {
    return performance.now() - this.begun > (this.day.assignments.solver.patience ?? Infinity) * 1_000;
  }

  private isPresent(code: BlockingCode): boolean {
    // What is missing shows only once all else is lifted.
    return code === 'MISSING' ? this.leavesWith(code).length > 0 : (this.present ??= this.findPresent()).has(code);
  }

  private findPresent(): ReadonlySet<BlockingCode> {
    const { rules, day } = this.day;
    return new Set(BLOCKING_CODES.filter((code) => code !== 'MISSING' && (this.rulesWithout([code]) !== rules || withoutObstacleInFacts(this.question.facts, code, day) !== null || this.leavesWith(code).length > 0)));
  }

  private make(codes: readonly BlockingCode[]): Counterfactual {
    const key = codes.join();
    const found = this.made.get(key) ?? this.lifted(codes);
    this.made.set(key, found);
    return found;
  }

  private lifted(codes: readonly BlockingCode[]): Counterfactual {
    const { question, day: today } = this;
    const facts = codes.reduce((lifted, code) => withoutObstacleInFacts(lifted, code, today.day) ?? lifted, question.facts);
    const waivers = codes.flatMap((code) => this.leavesWith(code)).map(({ id }) => waiverOf(id, today.day));
    const lifted = { ...question, facts: { ...facts, exceptions: [...facts.exceptions, ...waivers] }, solver: today.assignments.solver };
    const day = new Day(this.rulesWithout(codes), lifted, today.day, today.completedOn);
    let witness: Witness | null | undefined;
    return { day, witness: () => (witness ??= this.isLate ? null : witnessOf(day)) };
  }

  /** Most obstacles are in the facts: the same rules serve many days. */
  private rulesWithout(codes: readonly BlockingCode[]): VersionRules {
    const { rules } = this.day;
    const ofRules = codes.filter((code) => isOfRules(code));
    const key = ofRules.join();
    const found = this.rules.get(key) ?? withoutObstacles(rules, ofRules);
    this.rules.set(key, found);
    return found;
  }

  /** The leaves that have an obstacle of their own, which no other rule or fact can lift. */
  private leavesWith(code: BlockingCode): readonly Node[] {
    const leaves = (kind: Node['kind']) => [...this.day.rules.nodes.values()].filter((node) => node.kind === kind && !this.day.situation.holds(node));
    if (code === 'ATTESTATION_MISSING') return leaves('attested');
    if (code === 'CYCLE_MISSED') return leaves('maintain').filter((node) => node.kind === 'maintain' && this.day.cyclesOf(node).some(({ state }) => state === 'MISSED'));
    return code === 'MISSING' ? (this.missing ??= this.findMissing()) : [];
  }

  private findMissing(): readonly Node[] {
    const { rules, assignments } = this.day;
    // What a cycle lacks is told by the cycle: it is missed.
    const kept = new Set(rules.maintenance.flatMap(({ node }) => [...descend(node, true)]));
    const lacking = [...rules.nodes.values()].filter((node) => !kept.has(node) && (isCounting(node) || isSumOf(node) || node.kind === 'pathwayCompleted' || node.kind === 'maintain') && !assignments.judge.of(node).alone);
    const unhindered = this.withOnly('MISSING');
    return unhindered ? lacking.filter(({ id }) => !unhindered.day.assignments.judge.of(unhindered.day.rules.nodes.get(id)!).alone) : lacking;
  }
}

const waiverOf = (node: string, on: string): ExceptionFact => ({ id: `lifted:${node}`, node, type: 'waive', award: null, amount: 0, on, until: null });
