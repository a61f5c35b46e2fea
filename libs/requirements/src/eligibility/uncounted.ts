import type { CivilDate } from '../civil-date.js';
import { addDuration } from '../duration.js';
import type { AttestationFact, EarnerFacts, OtherPathway } from '../facts/facts.js';
import type { Attested, Node, PathwayCompleted } from '../language/pathway.js';

/** Whether a leaf that counts no award, and has no cycles, holds on a day: `attested`, `pathwayCompleted`. */
export function holdsUncounted(node: Node, { attestations, others }: EarnerFacts, day: CivilDate): boolean {
  if (node.kind === 'attested') return attestations.some((one) => isAttested(node, one, day));
  return node.kind === 'pathwayCompleted' && isCompleted(node, others.get(node.pathway), day);
}

function isAttested({ id, validFor }: Attested, { node, on, until, revokedOn }: AttestationFact, day: CivilDate): boolean {
  if (node !== id || on > day || (until !== null && until <= day) || (revokedOn !== null && revokedOn <= day)) return false;
  return validFor === undefined || day < addDuration(on, validFor);
}

function isCompleted({ versions = 'any', state = 'current' }: PathwayCompleted, other: OtherPathway | undefined, day: CivilDate): boolean {
  if (!other || other.completedOn === null || other.completedOn > day) return false;
  if (versions !== 'any' && !(other.completingVersion !== null && versions.includes(other.completingVersion))) return false;
  return state === 'completed' || isCurrentOn(other, day);
}

export const isCurrentOn = ({ intervals }: Pick<OtherPathway, 'intervals'>, day: CivilDate): boolean => intervals.some(({ from, until }) => from <= day && (until === null || day < until));
