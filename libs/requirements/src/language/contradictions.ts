import { type DefinitionRefusal, refusalAt } from './definition-refusal.js';
import type { Pathway } from './pathway.js';
import { placedNodes } from './places.js';
import { isSumOf } from './tree.js';

/**
 * Two policies of which one takes away what the other says. Refused: a limit on sharing or pairs that may share where
 * nothing conflicts; the same two nodes in `exclusivityGroups` and in `maySharePairs`; two factors for one conversion, or
 * a conversion of a measure into itself; an achievement that stands for itself; an equivalence that ends before it begins;
 * a version that closes before it opens, or whose teach-out ends before it opens; a replacement without a reason.
 */
export function contradictions(pathway: Pathway): DefinitionRefusal[] {
  return [...ofSharing(pathway), ...ofConversions(pathway), ...ofEquivalences(pathway), ...ofVersioning(pathway)];
}

const contradiction = (path: readonly string[], message: string): DefinitionRefusal => refusalAt('POLICY_CONTRADICTS', path, message);

function ofSharing(pathway: Pathway): DefinitionRefusal[] {
  const { sharing, exclusivityGroups = [], maySharePairs = [] } = pathway.policy;
  const found: DefinitionRefusal[] = [];
  const conflicts = sharing !== 'shared' || exclusivityGroups.length > 0 || [...placedNodes(pathway)].some(({ part }) => isSumOf(part));
  for (const field of ['maxSharedAwards', 'maxSharedMeasure', 'maySharePairs'] as const)
    if (!conflicts && pathway.policy[field] !== undefined)
      found.push(contradiction(['policy', field], `${field} limits what may be shared, while sharing is shared and nothing conflicts: choose another sharing, or take it away.`));
  const apart = new Set(exclusivityGroups.flatMap(pairsOf));
  for (const [at, group] of maySharePairs.entries())
    if (pairsOf(group).some((pair) => apart.has(pair)))
      found.push(contradiction(['policy', 'maySharePairs', String(at)], 'These nodes may share, and stand in one exclusivity group: take them out of one of the two.'));
  return found;
}

/** Of different nodes: `["r1","r1"]` is about what is inside r1. */
const pairsOf = (group: readonly string[]): string[] => group.flatMap((one, at) => group.slice(at + 1).flatMap((other) => (one === other ? [] : [[one, other].sort().join(' ')])));

function ofConversions({ policy: { conversions = [] } }: Pathway): DefinitionRefusal[] {
  const seen = new Set<string>();
  return conversions.flatMap(({ from, to }, at) => {
    const pair = JSON.stringify([from, to]);
    const path = ['policy', 'conversions', String(at)];
    if (from === to) return [contradiction(path, `${from} is converted into itself: take the conversion away.`)];
    if (seen.has(pair)) return [contradiction(path, `There is a factor from ${from} to ${to} already: keep one.`)];
    seen.add(pair);
    return [];
  });
}

function ofEquivalences({ policy: { equivalences = [] } }: Pathway): DefinitionRefusal[] {
  return equivalences.flatMap(({ of, accepts, from, until }, at) => {
    const path = ['policy', 'equivalences', String(at)];
    if (of === accepts) return [contradiction(path, `${of} always stands for itself: take the equivalence away.`)];
    return isEmpty(from, until) ? [contradiction(path, 'It ends before it begins: `from` is before `until`.')] : [];
  });
}

function ofVersioning({ publishedOn, versioning = {} }: Pathway): DefinitionRefusal[] {
  const { enrolFrom = publishedOn, enrolUntil, teachOutUntil, appliesToEnrolledIn } = versioning;
  const found: DefinitionRefusal[] = [];
  if (isEmpty(enrolFrom, enrolUntil)) found.push(contradiction(['versioning', 'enrolUntil'], 'The version closes before it opens: enrolUntil is after enrolFrom.'));
  if (isEmpty(enrolFrom, teachOutUntil)) found.push(contradiction(['versioning', 'teachOutUntil'], 'The teach-out ends before the version opens: teachOutUntil is after enrolFrom.'));
  if (appliesToEnrolledIn?.mode === 'replace' && !appliesToEnrolledIn.reason?.trim())
    found.push(refusalAt('FIELD_MISSING', ['versioning', 'appliesToEnrolledIn', 'reason'], 'A version that replaces others under people who are enrolled says why.'));
  return found;
}

const isEmpty = (from: string | undefined, until: string | undefined): boolean => from !== undefined && until !== undefined && until <= from;
