import type {
  StatusChange,
  StatusNotRead,
  StatusObservation,
  StatusRead,
  VerificationOptions,
} from './evidence.js';
import { stepReporter, type StepResult } from './verdict.js';

const STATUS_AGE_MAX_MS = 24 * 60 * 60 * 1000;
/** Evidence gathered moments after `asOf` was noted still speaks for `asOf`. */
const SAME_MOMENT_MS = 60_000;

/** What one observation says about the state at `asOf`, given what was known at `knownAsOf`. */
export function stateAt(observation: StatusObservation, options: VerificationOptions): StepResult {
  if (observation.outcome !== 'READ') return notRead(observation);
  const { purpose, observedAt, changes } = observation;
  const report = stepReporter(purpose);
  const known = changes ? valueAt(changes, options) : valueSeen(observation, options);
  if (known === undefined) {
    return report.unknown(
      'STATUS_HISTORY_NOT_KNOWN',
      'The status is known for another time only.',
      observedAt,
    );
  }
  // Revocation is for good, so one seen long ago still holds; all else may have changed since.
  const lasting = known && purpose === 'revocation';
  if (!lasting && isStale(observation, options)) {
    return report.unknown(
      'STATUS_STALE',
      `The status was last seen at ${observedAt.toISOString()}.`,
      observedAt,
    );
  }
  if (!known) return report.valid('STATUS_CLEAR', `No ${purpose} is in force.`, observedAt);
  return report.invalid(
    purpose === 'revocation' ? 'REVOKED' : 'SUSPENDED',
    `A ${purpose} is in force.`,
    observedAt,
  );
}

function notRead({ outcome, detail, purpose, observedAt }: StatusNotRead): StepResult {
  const report = stepReporter(purpose);
  if (outcome === 'LIST_INVALID')
    return report.invalid('STATUS_LIST_INVALID', `The status list does not hold: ${detail}.`, observedAt);
  if (outcome === 'INDEX_OUT_OF_RANGE')
    return report.invalid('STATUS_INDEX_OUT_OF_RANGE', `The index is wrong: ${detail}.`, observedAt);
  return report.unknown('STATUS_NOT_OBTAINED', `The status was not obtained: ${detail}.`, observedAt);
}

/** From a complete history: the last change in force at `asOf` and recorded by `knownAsOf`. */
function valueAt(changes: readonly StatusChange[], { asOf, knownAsOf }: VerificationOptions): boolean {
  const inForce = changes.filter(
    ({ at, recordedAt }) => at <= asOf && (!knownAsOf || recordedAt <= knownAsOf),
  );
  return [...inForce].sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1)?.value ?? false;
}

/** From one look: says nothing about earlier times, except that what is not revoked now was not revoked before. */
function valueSeen(
  { value, purpose, observedAt }: StatusRead,
  { asOf, knownAsOf }: VerificationOptions,
): boolean | undefined {
  if (knownAsOf && observedAt > knownAsOf) return undefined;
  const seenLater = observedAt.getTime() - asOf.getTime() > SAME_MOMENT_MS;
  if (!seenLater) return value;
  return purpose === 'revocation' && !value ? false : undefined;
}

function isStale({ observedAt, ttlMs }: StatusRead, { asOf, maxStatusAgeMs }: VerificationOptions): boolean {
  const ageMaxMs = Math.min(maxStatusAgeMs ?? STATUS_AGE_MAX_MS, ttlMs ?? Infinity);
  return asOf.getTime() - observedAt.getTime() > ageMaxMs;
}
