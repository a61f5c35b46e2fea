import type { PathwayDefinition, PathwayNode } from '../definition.js';
import type { Facts } from '../evaluation.js';
import type { Holding } from '../holding.js';

/**
 * The rules S1 to S11 said again in the slowest and plainest way: every day of the facts is judged from nothing, with
 * recursion over the document. Shares no code with the evaluator; it exists to disagree with it.
 */
export function referenceEvaluation(definition: PathwayDefinition, facts: Facts) {
  const { enrolment, asOf } = facts;
  const stands = definition.completion?.onRevocation === 'stands';
  const counted = definition.requirements.filter((node) => !node.optional);

  const active = (a: Holding, d: string): boolean =>
    !a.voided &&
    a.issuedOn <= d &&
    !(a.expiresOn && a.expiresOn <= d) &&
    !(a.revokedOn && a.revokedOn <= d) &&
    !a.suspensions.some((s) => s.from <= d && !(s.until && s.until <= d));

  const counts = (
    a: Holding,
    node: Extract<PathwayNode, { kind: 'award' }>,
    d: string,
    c: string | null,
  ): boolean => {
    if (a.achievement !== node.achievement || a.issuedOn > d) return false;
    if (definition.policy.priorAwards === 'ignore' && enrolment && a.issuedOn < enrolment.enrolledOn)
      return false;
    const wasActive = c !== null && active(a, c);
    const forgivenExpiry =
      node.validity === 'everEarned' || (node.validity === 'activeAtCompletion' && wasActive);
    const asIfUnexpired = forgivenExpiry ? { ...a, expiresOn: null } : a;
    const asIfUntouched =
      stands && wasActive
        ? { ...asIfUnexpired, revokedOn: null, suspensions: [], voided: false }
        : asIfUnexpired;
    return active(asIfUntouched, d);
  };

  const holds = (node: PathwayNode, d: string, c: string | null): boolean => {
    if (node.kind === 'award') return facts.awards.some((a) => counts(a, node, d, c));
    const of = node.of.filter((child) => !child.optional);
    const met = of.filter((child) => holds(child, d, c)).length;
    if (node.kind === 'all') return met === of.length;
    return node.kind === 'any' ? met >= 1 : met >= node.n;
  };

  const start = enrolment ? enrolment.enrolledOn : '0000-01-01';
  const days = new Set<string>([start, asOf]);
  for (const a of facts.awards)
    for (const day of [
      a.issuedOn,
      a.expiresOn,
      a.revokedOn,
      ...a.suspensions.flatMap((s) => [s.from, s.until]),
    ])
      if (day && day >= start && day <= asOf) days.add(day);

  let completedOn: string | null = null;
  const intervals: { from: string; until: string | null }[] = [];
  const reachedOn = counted.map((): string | null => null);
  for (const d of [...days].sort()) {
    if (asOf < start) break;
    const withdrawn = enrolment?.withdrawnOn != null && d >= enrolment.withdrawnOn;
    if (withdrawn && completedOn === null) break;
    counted.forEach((node, step) => {
      if (holds(node, d, completedOn)) reachedOn[step] ??= d;
    });
    const satisfied = counted.every((node) => holds(node, d, completedOn));
    if (satisfied) completedOn ??= d;
    const open = intervals.find(({ until }) => until === null);
    if (satisfied && !open) intervals.push({ from: d, until: null });
    if (!satisfied && open) open.until = d;
  }
  return {
    completedOn,
    intervals,
    reachedOn,
    satisfied: asOf < start ? 0 : counted.filter((node) => holds(node, asOf, completedOn)).length,
  };
}
