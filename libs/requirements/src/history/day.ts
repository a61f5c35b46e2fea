import type { CivilDate } from '../civil-date.js';
import { Assignments } from '../assignment/assign.js';
import { Judge } from '../assignment/judge.js';
import type { Matching } from '../assignment/matching.js';
import type { CrossLimit } from '../assignment/sharing-rows.js';
import { Situation } from '../assignment/situation.js';
import type { Judging } from '../eligibility/eligible.js';
import { holdsUncounted, isCurrentOn } from '../eligibility/uncounted.js';
import { isRevokedOn } from '../facts/activity.js';
import type { ExceptionFact } from '../facts/facts.js';
import type { Maintenance, Node } from '../language/pathway.js';
import type { Question } from '../question.js';
import { CycleMemory } from './cycle-memory.js';
import { type Cycle, cyclesOn } from './cycles.js';
import { matchingOf } from './matching-of.js';
import type { VersionRules } from './version-rules.js';

/** One version and one earner at the end of one day. Everything in it is made when it is asked for. */
export class Day {
  private madeSituation: Situation | null = null;
  private madeAssignments: Assignments | null = null;
  private readonly cycles = new Map<string, Cycle[]>();

  /** @param completedOn the completion day if it is not after `day` */
  constructor(
    readonly rules: VersionRules,
    private readonly question: Pick<Question, 'facts' | 'world' | 'solver'>,
    readonly day: CivilDate,
    readonly completedOn: CivilDate | null,
    private readonly matching: Matching = matchingOf(rules, question, day),
    private readonly memory: CycleMemory = new CycleMemory(),
  ) {}

  get situation(): Situation {
    this.madeSituation ??= new Situation(this.judging('activeNow'), this.matching, this.exceptions(), (node) => this.holds(node));
    return this.madeSituation;
  }

  get assignments(): Assignments {
    const { rules, question } = this;
    this.madeAssignments ??= new Assignments(rules.roots, this.situation, rules.sharing, rules.edges, this.limits(), question.solver);
    return this.madeAssignments;
  }

  /** The cycles of a maintenance rule, those begun by today; none before its anchor exists. */
  cyclesOf(rule: Maintenance): Cycle[] {
    const { id } = rule.node;
    const found = this.cycles.get(id) ?? this.findCycles(rule);
    this.cycles.set(id, found);
    return found;
  }

  /** Whether the anchor of a rule exists and no cycle is missed. */
  isMaintained(rule: Maintenance): boolean {
    const cycles = this.cyclesOf(rule);
    return cycles.length > 0 && cycles.every(({ state }) => state !== 'MISSED');
  }

  private findCycles(rule: Maintenance): Cycle[] {
    const anchor = this.anchorOf(rule);
    if (anchor === null || anchor > this.day) return [];
    const { rules, question, matching, memory, day } = this;
    const { node } = rule;
    const judging = this.judging('everEarned');
    const exceptions = this.exceptions();
    const holds = (one: Node) => this.holds(one);
    const basis = { node, anchor, situation: new Situation(judging, matching, exceptions, holds), exceptions };
    const { all, closed, isCut } = cyclesOn(rule, anchor, day, matching.inOrder, {
      of: (tried, { start, end }, carriedIn) => {
        const items = new Set(tried);
        return memory.verdict(basis, items, `${start}|${end}|${carriedIn}`, () => {
          const situation = new Situation(judging, matching, exceptions, holds, { start, end, items, carried: { node: node.id, amount: carriedIn } });
          const { alone, have, need, exact } = new Judge({ situation, sharing: rules.sharing, edges: rules.edges, limits: [], solver: question.solver }).of(node);
          return { holds: alone, have, need, exact: alone || exact };
        });
      },
    }, memory.recall(basis));
    memory.remember(basis, day, closed);
    if (isCut) memory.isExact = false;
    return all;
  }

  private holds(node: Node): boolean {
    return node.kind === 'maintain' ? this.isMaintained(node) : holdsUncounted(node, this.question.facts, this.day);
  }

  private anchorOf({ anchor }: Maintenance): CivilDate | null {
    const { day, completedOn } = this;
    const { awards, enrolment } = this.question.facts;
    if (anchor.on === 'completion') return completedOn;
    if (anchor.on === 'enrolment') return enrolment?.enrolledOn ?? null;
    if (anchor.on === 'date') return anchor.date ?? null;
    const days = awards.filter((award) => award.achievement === anchor.achievement && award.issuedOn <= day && !isRevokedOn(award, day)).map(({ issuedOn }) => issuedOn);
    return days.sort()[0] ?? null;
  }

  private judging(validity: 'activeNow' | 'everEarned'): Judging {
    const { rules, day, completedOn, question } = this;
    return judgingOf(rules, question, day, completedOn, validity);
  }

  private exceptions(): readonly ExceptionFact[] {
    const { exceptions } = this.question.facts;
    return exceptions.length === 0 ? exceptions : exceptions.filter(({ on, until }) => on <= this.day && (until === null || this.day < until));
  }

  /** Awards of standing completions of other pathways, of which only so many may count here too. */
  private limits(): CrossLimit[] {
    return (this.rules.pathway.policy.crossPathway ?? []).map(({ pathways, maxSharedAwards }) => {
      const standing = pathways.flatMap((id) => this.question.facts.others.get(id) ?? []).filter((other) => isCurrentOn(other, this.day));
      return { awards: new Set(standing.flatMap(({ counted }) => counted)), atMost: maxSharedAwards };
    });
  }
}

export function judgingOf(rules: VersionRules, { facts, world }: Pick<Question, 'facts' | 'world'>, day: CivilDate, completedOn: CivilDate | null, validity: 'activeNow' | 'everEarned'): Judging {
  const { policy } = rules.pathway;
  const notBefore = policy.priorAwards === 'ignore' ? (facts.enrolment?.enrolledOn ?? null) : null;
  return { day, completedOn, stands: rules.stands, validity, notBefore, policy, equivalences: rules.equivalences, world };
}
