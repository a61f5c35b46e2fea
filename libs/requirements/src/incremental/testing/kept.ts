import type { Solver } from '../../assignment/solver.js';
import type { CivilDate } from '../../civil-date.js';
import type { AttestationFact, AwardFact, EarnerFacts, EnrolmentFact, ExceptionFact, World } from '../../facts/facts.js';
import { type Answer, answer, pathwayOf } from '../../answer/answer.js';
import type { VersionRules } from '../../history/version-rules.js';
import type { Pathway } from '../../language/pathway.js';
import { reaches, type Reach, reachOf } from '../reach.js';
import type { AwardMessage, Message } from './histories.js';

/** What is kept of an answer, and compared. */
export type Summary = Pick<Answer, 'governingVersion' | 'complete' | 'state' | 'completedOn' | 'currentSince' | 'lapsedOn' | 'intervals' | 'satisfied' | 'total' | 'vacuous' | 'exact' | 'nextDay'>;

interface Record {
  awards: Map<string, AwardFact>;
  enrolment: EnrolmentFact;
  attestations: AttestationFact[];
  exceptions: ExceptionFact[];
}

const enrolledOn = '2025-01-01';

/**
 * A registry in small: it takes messages as they come, each at most once and each award's in order, and evaluates anew
 * only whom a message or a day can touch. `fresh` evaluates everybody from nothing but the facts.
 */
export class Kept {
  readonly summaries = new Map<string, Summary>();
  evaluated = 0;
  private today: CivilDate = '2024-12-31';
  private readonly versions: Pathway[];
  private reach: readonly Reach[] = [];
  private rules: readonly VersionRules[] = [];
  private readonly people = new Map<string, Record>();
  private readonly merged = new Map<string, string>();
  private readonly known = new Map<string, number>();
  private parked: AwardMessage[] = [];

  constructor(
    first: Pathway,
    earners: readonly string[],
    private readonly world: World,
    private readonly solver: Solver,
  ) {
    this.versions = [first];
    this.compile();
    for (const earner of earners) this.people.set(earner, { awards: new Map(), enrolment: { version: 1, enrolledOn }, attestations: [], exceptions: [] });
    this.evaluate(earners);
  }

  day(day: CivilDate): void {
    if (day <= this.today) return;
    this.today = day;
    this.evaluate([...this.summaries].flatMap(([earner, { nextDay }]) => (nextDay !== null && nextDay <= day ? [earner] : [])));
  }

  take(message: Message): void {
    if (message.kind === 'award') return this.takeAward(message);
    if (message.kind === 'merge') return this.merge(message.from, message.into);
    if (message.kind === 'publish') return this.publish(message.version);
    const earner = this.survivor(message.earner);
    const person = this.people.get(earner)!;
    if (message.kind === 'attest') person.attestations.push({ id: `t${person.attestations.length}`, node: 'att', on: message.on, until: message.until, revokedOn: null });
    if (message.kind === 'except' && !person.exceptions.some(({ id }) => id === message.exception.id)) person.exceptions.push(message.exception);
    if (message.kind === 'optIn') person.enrolment = { ...person.enrolment, optIns: [...(person.enrolment.optIns ?? []), { to: message.to, on: message.on }] };
    if (message.kind === 'withdraw') person.enrolment = { ...person.enrolment, withdrawnOn: message.on };
    this.evaluate([earner]);
  }

  fresh(): Map<string, Summary> {
    return new Map([...this.people].map(([earner]) => [earner, this.summary(earner)]));
  }

  private takeAward(message: AwardMessage): void {
    const known = this.known.get(message.award) ?? 0;
    if (message.version <= known) return;
    if (message.version > known + 1) return void this.parked.push(message);
    this.known.set(message.award, message.version);
    const earner = this.survivor(message.earner);
    const { awards, exceptions } = this.people.get(earner)!;
    awards.set(message.award, message.fact);
    // An exception may let any award stand in, whatever it is of.
    if (this.reach.some((one) => reaches(one, message.fact.achievement)) || exceptions.some(({ award }) => award === message.award)) this.evaluate([earner]);
    const waiting = this.parked;
    this.parked = [];
    for (const one of waiting) this.takeAward(one);
  }

  private merge(from: string, into: string): void {
    const [gone, survivor] = [this.people.get(from), this.people.get(into)];
    if (!gone || !survivor) return;
    for (const [award, fact] of gone.awards) survivor.awards.set(award, fact);
    survivor.attestations.push(...gone.attestations);
    this.people.delete(from);
    this.summaries.delete(from);
    this.merged.set(from, into);
    this.evaluate([into]);
  }

  private publish(version: Pathway): void {
    if (this.versions.some(({ version: number }) => number === version.version)) return;
    this.versions.push(version);
    this.compile();
    this.evaluate([...this.people.keys()]);
  }

  private compile(): void {
    this.reach = this.versions.map(reachOf);
    this.rules = pathwayOf(this.versions, this.world);
  }

  private survivor(earner: string): string {
    return this.merged.get(earner) ?? earner;
  }

  private evaluate(earners: readonly string[]): void {
    for (const earner of earners) {
      this.summaries.set(earner, this.summary(earner));
      this.evaluated += 1;
    }
  }

  private summary(earner: string): Summary {
    const { awards, enrolment, attestations, exceptions } = this.people.get(earner)!;
    const facts: EarnerFacts = { enrolment, awards: [...awards.values()], attestations, exceptions, others: new Map() };
    const found = answer({ versions: this.rules, facts, asOf: this.today, world: this.world, solver: this.solver });
    const { governingVersion, complete, state, completedOn, currentSince, lapsedOn, intervals, satisfied, total, vacuous, exact, nextDay } = found;
    return { governingVersion, complete, state, completedOn, currentSince, lapsedOn, intervals, satisfied, total, vacuous, exact, nextDay };
  }
}
