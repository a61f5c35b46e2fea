import { addDuration } from '../duration.js';
import type { CivilDate } from '../civil-date.js';
import type { AwardFact } from '../facts/facts.js';
import type { Maintenance } from '../language/pathway.js';
import type { Question } from '../question.js';
import type { Course } from './course.js';
import { mostCycles } from './cycles.js';
import { governingDays } from './governing.js';
import type { VersionRules } from './version-rules.js';

/**
 * Days on which an answer may change (S10), in no order: all there are, after `asOf` too, but of cycles only the boundaries
 * up to the first one after it. Those that depend on the completion are `completionDays`.
 */
export function breakpoints({ versions, facts, asOf, world }: Question, courses: readonly Course[]): CivilDate[] {
  const days: CivilDate[] = governingDays(versions, facts.enrolment);
  const add = (day: CivilDate | null | undefined): void => {
    if (day !== null && day !== undefined) days.push(day);
  };
  const asked = (award: AwardFact): void => {
    days.push(award.issuedOn);
    add(award.expiresOn);
    add(award.revokedOn);
    for (const { from, until } of award.suspensions) [from, until].forEach(add);
  };
  const [first] = courses;
  for (const award of courses.length === 1 ? first!.awards() : new Set(courses.flatMap((course) => [...course.awards()]))) asked(award);
  for (const { rules, matching } of courses) {
    for (const node of rules.counting) if (node.recency) for (const { view } of matching.at(node)) add(addDuration(view.award.issuedOn, node.recency.within));
    if (rules.pathway.policy.metadata === 'latest') for (const { achievement } of facts.awards) world.metadataDays(achievement).forEach(add);
    if (facts.attestations.length > 0) attestationDays(rules, facts.attestations).forEach(add);
    for (const { on, until, node } of facts.exceptions) if (rules.nodes.has(node)) [on, until].forEach(add);
    for (const id of rules.looksAt) {
      const other = facts.others.get(id);
      add(other?.completedOn);
      for (const { from, until } of other?.intervals ?? []) [from, until].forEach(add);
    }
    for (const rule of rules.maintenance) {
      const { anchor } = rule;
      if (anchor.on === 'award') for (const award of facts.awards) if (award.achievement === anchor.achievement) asked(award);
      for (const start of anchors(rule, { facts })) for (const day of cycleDays(rule, start, asOf)) days.push(day);
    }
  }
  const { enrolledOn, withdrawnOn, exitRequests } = facts.enrolment ?? {};
  add(enrolledOn);
  add(withdrawnOn);
  exitRequests?.forEach(({ on }) => add(on));
  return days;
}

/** Days that there are only once the pathway is completed: cycles counted from it, and the end of recency up to it. */
export function* completionDays(version: VersionRules, completedOn: CivilDate, asOf: CivilDate): Generator<CivilDate> {
  for (const rule of version.maintenance) if (rule.anchor.on === 'completion') yield* cycleDays(rule, completedOn, asOf);
  for (const node of version.counting) if (node.recency?.of === 'completion') yield addDuration(completedOn, 'P1D');
}

/** The boundaries of cycles with the ends of their grace and reinstatement, up to the first boundary after `asOf`. */
function* cycleDays({ cycle, grace, reinstateWithin }: Maintenance, anchor: CivilDate, asOf: CivilDate): Generator<CivilDate> {
  for (let at = 0; at <= mostCycles; at += 1) {
    const day = addDuration(anchor, cycle, at);
    if (at > 0 && day <= addDuration(anchor, cycle, at - 1)) return;
    yield day;
    const graceEnd = grace === undefined ? day : addDuration(day, grace);
    if (at > 0) yield graceEnd;
    if (at > 0 && reinstateWithin !== undefined) yield addDuration(graceEnd, reinstateWithin);
    if (day > asOf) return;
  }
}

/** Every day from which the cycles of a rule may be counted, but for the completion, which only the walk finds. */
function anchors({ anchor }: Maintenance, { facts: { awards, enrolment } }: Pick<Question, 'facts'>): Set<CivilDate> {
  if (anchor.on === 'date') return new Set(anchor.date === undefined ? [] : [anchor.date]);
  if (anchor.on === 'enrolment') return new Set(enrolment ? [enrolment.enrolledOn] : []);
  return new Set(anchor.on === 'award' ? awards.filter(({ achievement }) => achievement === anchor.achievement).map(({ issuedOn }) => issuedOn) : []);
}

function attestationDays({ nodes }: VersionRules, attestations: Question['facts']['attestations']): (CivilDate | null)[] {
  return attestations.flatMap(({ node: id, on, until, revokedOn }) => {
    const node = nodes.get(id);
    if (node?.kind !== 'attested') return [];
    return [on, until, revokedOn, node.validFor === undefined ? null : addDuration(on, node.validFor)];
  });
}
