import type { CivilDate } from '../civil-date.js';
import { LinearPass } from '../assignment/linear/pass.js';
import type { Matching } from '../assignment/matching.js';
import type { Together } from '../assignment/assign.js';
import { holdsUncounted } from '../eligibility/uncounted.js';
import type { AwardFact } from '../facts/facts.js';
import type { Node } from '../language/pathway.js';
import type { Question } from '../question.js';
import { CycleMemory } from './cycle-memory.js';
import { Day, judgingOf } from './day.js';
import { matchingOf } from './matching-of.js';
import type { VersionRules } from './version-rules.js';

/** A day under one version: how many requirements hold together, and whatever else is asked about it. */
export interface Judged {
  readonly rules: VersionRules;
  readonly together: Together;
  /** Whether all requirements hold together; null where that could not be decided. Costs less than `together`. */
  readonly isComplete: boolean | null;
  readonly day: Day;
  /** Requirement -> the first of the days asked for on which it held by itself; null where that is not kept. */
  readonly heldSince: ReadonlyMap<string, CivilDate> | null;
}

/** So many pairs are looked at in all the days of a question that are counted bottom up. */
const mostCounted = 50_000_000;

/** So many pairs and nodes are looked at in all the days of a question that are not counted bottom up; what is more is told not to be exact. */
const mostWork = 3_000_000;

/** One version before the facts of one question: what is found once for all its days. Days are asked for in order. */
export class Course {
  readonly matching: Matching;
  private readonly memory = new CycleMemory();
  private work = 0;
  private readonly begun = performance.now();
  private readonly linear: LinearPass | null;

  constructor(
    readonly rules: VersionRules,
    private readonly question: Question,
  ) {
    this.matching = matchingOf(rules, question, question.asOf);
    // Exceptions change thresholds from day to day: then every day is judged in the general way.
    this.linear = rules.linear && question.facts.exceptions.length === 0 ? new LinearPass(rules.linear, this.matching) : null;
  }

  on(today: CivilDate, completedOn: CivilDate | null): Judged {
    return new CourseDay(this, today, completedOn, this.linear ? this.counted(this.linear, today, completedOn) : this.undecided(today));
  }

  get heldSince(): ReadonlyMap<string, CivilDate> | null {
    return this.linear?.heldSince ?? null;
  }

  /** Nothing that was asked of a cycle, or of what may be counted, was given up. */
  get isExact(): boolean {
    return this.memory.isExact && !this.matching.isTooLarge;
  }

  dayOf(today: CivilDate, completedOn: CivilDate | null): Day {
    const { rules, question, matching, memory } = this;
    const latest = rules.pathway.policy.metadata === 'latest';
    return new Day(rules, question, today, completedOn, latest ? matchingOf(rules, question, today) : matching, memory);
  }

  /** The awards that some node may count on some day. */
  awards(): Iterable<AwardFact> {
    const { rules, matching, question } = this;
    return rules.pathway.policy.metadata === 'latest' ? question.facts.awards : matching.awardsAt(rules.counting);
  }

  /** A day that is one too many: all that is known of it are the bounds there always are. The day asked about is never. */
  private undecided(today: CivilDate): Together | null {
    const { rules, matching, question } = this;
    this.work += rules.nodes.size + matching.size;
    if (!matching.isTooLarge && ((this.work <= mostWork && !this.isLate) || today === question.asOf)) return null;
    return { satisfied: 0, exact: false, method: 'milp', bounds: { atLeast: 0, atMost: rules.roots.length } };
  }

  /** Judging takes its time even where nothing is solved. */
  private get isLate(): boolean {
    return performance.now() - this.begun > (this.question.solver.patience ?? Infinity) * 1_000;
  }

  private counted(linear: LinearPass, today: CivilDate, completedOn: CivilDate | null): Together {
    const { rules, question, matching } = this;
    if (matching.isTooLarge || (linear.work > mostCounted && today !== question.asOf)) return { satisfied: 0, exact: false, method: 'linear', bounds: { atLeast: 0, atMost: rules.roots.length } };
    const judging = judgingOf(rules, question, today, completedOn, 'activeNow');
    const satisfied = linear.satisfiedOn(judging, (node: Node) => holdsUncounted(node, question.facts, today));
    return { satisfied, exact: true, method: 'linear', bounds: { atLeast: satisfied, atMost: satisfied } };
  }
}

/** Where the requirements are counted bottom up, the day itself is made only for who asks more of it. */
class CourseDay implements Judged {
  private made: Day | null = null;
  private found: Together | null;

  constructor(
    private readonly course: Course,
    private readonly today: CivilDate,
    private readonly completedOn: CivilDate | null,
    together: Together | null,
  ) {
    this.found = together;
  }

  get rules(): VersionRules {
    return this.course.rules;
  }

  get heldSince(): ReadonlyMap<string, CivilDate> | null {
    return this.course.heldSince;
  }

  get together(): Together {
    this.found ??= this.day.assignments.together();
    return this.found;
  }

  get isComplete(): boolean | null {
    const { found } = this;
    if (!found) return this.day.assignments.isComplete();
    const total = this.rules.roots.length;
    if (found.bounds.atLeast === total) return true;
    return found.bounds.atMost === total ? null : false;
  }

  get day(): Day {
    this.made ??= this.course.dayOf(this.today, this.completedOn);
    return this.made;
  }
}
