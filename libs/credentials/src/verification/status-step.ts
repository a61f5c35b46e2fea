import type { JsonObject } from '../json/json.js';
import { statusesOf, type FoundStatus, type StatusPurpose } from '../status/status-entry.js';
import type { StatusObservation, VerificationOptions } from './evidence.js';
import { stateAt } from './status-at.js';
import { stepReporter, type StepResult } from './verdict.js';

/**
 * Steps 8 and 9. The stricter of what the credential's status list and the award state received say: one source that has it set is
 * enough, and an entry in the document must be answered by its own list or by the award state. A silent source makes it UNKNOWN.
 */
export function statusStep(
  purpose: StatusPurpose,
  document: JsonObject,
  observations: readonly StatusObservation[],
  options: VerificationOptions,
): StepResult {
  const report = stepReporter(purpose);
  const entries = statusesOf(document);
  const broken = entries.find((entry) => entry.kind === 'MALFORMED');
  if (broken) return report.invalid('STATUS_MALFORMED', `The status entry cannot be read: ${broken.detail}.`);
  const asked = entries.filter((entry) => 'purpose' in entry && entry.purpose === purpose);
  const fromLists = asked.map((entry) => {
    const observation = observations.find((candidate) => answers(candidate, entry, purpose));
    return observation
      ? stateAt(observation, options)
      : report.unknown('STATUS_NOT_OBTAINED', `The status list for ${purpose} was not obtained.`);
  });
  const fromAward = observations
    .filter((observation) => observation.source === 'AWARD_STATE' && observation.purpose === purpose)
    .map((observation) => stateAt(observation, options));
  const invalid = [...fromAward, ...fromLists].find(({ outcome }) => outcome === 'INVALID');
  // The award state is the issuer's own word and may stand in for a silent list; lists have to answer one and all.
  const decisive =
    invalid ??
    fromAward.find(({ outcome }) => outcome === 'VALID') ??
    fromLists.find(({ outcome }) => outcome === 'UNKNOWN');
  if (decisive) return decisive;
  const rest = fromLists[0] ?? fromAward[0];
  if (rest) return rest;
  // A status method we cannot read may well be about revocation: it must not look like a clean bill.
  const foreign =
    purpose === 'revocation' ? entries.find((entry) => entry.kind === 'NOT_SUPPORTED') : undefined;
  if (foreign)
    return report.unknown('STATUS_NOT_SUPPORTED', `The status method ${foreign.type} is not supported.`);
  return report.notApplicable('STATUS_NOT_STATED', `The credential offers no status for ${purpose}.`);
}

function answers(observation: StatusObservation, entry: FoundStatus, purpose: StatusPurpose): boolean {
  if (observation.source !== 'STATUS_LIST' || observation.purpose !== purpose || !('listUrl' in entry))
    return false;
  return (
    observation.listUrl === entry.listUrl && (entry.kind !== 'BITSTRING' || observation.index === entry.index)
  );
}
