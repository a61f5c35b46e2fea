import type { Node, Pathway } from '../../language/pathway.js';
import { countedIn } from '../../language/tree.js';
import type { Held, PlainFacts } from './plain-facts.js';

/**
 * The rules S1 to S11 said again in the slowest and plainest way: every day of the facts is judged from nothing, with
 * recursion over the document. Shares no code with the evaluator; it exists to disagree with it.
 */
export function referenceEvaluation(definition: Pathway, facts: PlainFacts) {
  const { enrolment, asOf } = facts;
  const stands = definition.completion?.onRevocation === 'stands';
  const counted = countedIn(definition.requirements);

  const active = (a: Held, d: string): boolean =>
    !a.voided &&
    a.issuedOn <= d &&
    !(a.expiresOn && a.expiresOn <= d) &&
    !(a.revokedOn && a.revokedOn <= d) &&
    !a.suspensions.some((s) => s.from <= d && !(s.until && s.until <= d));

  const counts = (
    a: Held,
    node: Extract<Node, { kind: 'award' }>,
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

  const holds = (node: Node, d: string, c: string | null): boolean => {
    if (node.kind === 'award') return facts.awards.some((a) => counts(a, node, d, c));
    const of = 'of' in node ? countedIn(node.of) : [];
    const met = of.filter((child) => holds(child, d, c)).length;
    if (node.kind === 'all') return met === of.length;
    return met >= (node.kind === 'nOf' ? node.n : 1);
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
  for (const d of [...days].sort()) {
    if (asOf < start) break;
    const withdrawn = enrolment?.withdrawnOn != null && d >= enrolment.withdrawnOn;
    if (withdrawn && completedOn === null) break;
    const satisfied = counted.every((node) => holds(node, d, completedOn));
    if (satisfied) completedOn ??= d;
    const open = intervals.find(({ until }) => until === null);
    if (satisfied && !open) intervals.push({ from: d, until: null });
    if (!satisfied && open) open.until = d;
  }
  return {
    completedOn,
    intervals,
    satisfied: asOf < start ? 0 : counted.filter((node) => holds(node, asOf, completedOn)).length,
  };
}
