import type { CivilDate } from './civil-date.js';
import type { Validity } from './definition.js';

/** An earner's award as the pathways service holds it: ids and days, no personal data. */
export interface Holding {
  readonly award: string;
  readonly achievement: string;
  readonly issuedOn: CivilDate;
  /** Exclusive: not active on this day. */
  readonly expiresOn: CivilDate | null;
  /** Exclusive; equal to `issuedOn` when void from the start. */
  readonly revokedOn: CivilDate | null;
  readonly suspensions: readonly { readonly from: CivilDate; readonly until: CivilDate | null }[];
  /** UTC instant at which this fact became known; absent: always known. */
  readonly recordedAt?: string;
  /** Void from the start: never active on any day. */
  readonly voided?: boolean;
}

/** What one award node asks of an award beside its achievement (S6). */
export interface ValidityRule {
  readonly validity: Validity;
  /** `completion.onRevocation` is `stands`. */
  readonly stands: boolean;
}

/** S2: issued, and neither expired, revoked nor suspended on the day. */
export function isActive(holding: Holding, day: CivilDate): boolean {
  return (
    holding.issuedOn <= day &&
    !isExpired(holding, day) &&
    !isRevoked(holding, day) &&
    !isSuspended(holding, day)
  );
}

/** S6: valid at a node on the day; `completedOn` is the completion day if it is not after `day`, else null. */
export function isValid(
  holding: Holding,
  rule: ValidityRule,
  day: CivilDate,
  completedOn: CivilDate | null,
): boolean {
  if (holding.issuedOn > day) return false;
  if (isExpired(holding, day) && rule.validity !== 'everEarned') {
    if (rule.validity !== 'activeAtCompletion' || completedOn === null || !isActive(holding, completedOn))
      return false;
  }
  if (isRevoked(holding, day) || isSuspended(holding, day)) {
    if (!rule.stands || completedOn === null || !isActive(holding, completedOn)) return false;
  }
  return true;
}

export function isExpired(holding: Holding, day: CivilDate): boolean {
  return holding.expiresOn !== null && holding.expiresOn <= day;
}

export function isRevoked(holding: Holding, day: CivilDate): boolean {
  return holding.voided === true || (holding.revokedOn !== null && holding.revokedOn <= day);
}

export function isSuspended(holding: Holding, day: CivilDate): boolean {
  for (const { from, until } of holding.suspensions)
    if (from <= day && (until === null || day < until)) return true;
  return false;
}

/**
 * S3: whether the fact was known at `knownAsOf` (UTC instant, or a bare day, which means its end).
 * Without `knownAsOf` every fact given is seen: the evaluator has no clock.
 */
export function knownBy(knownAsOf: string | undefined): (holding: Holding) => boolean {
  if (knownAsOf === undefined) return () => true;
  const bareDay = knownAsOf.length === 10;
  const limit = Date.parse(bareDay ? `${knownAsOf}T00:00:00Z` : knownAsOf) + (bareDay ? 86_400_000 - 1 : 0);
  if (Number.isNaN(limit)) throw new TypeError(`not an instant: ${knownAsOf}`);
  return (holding) => holding.recordedAt === undefined || Date.parse(holding.recordedAt) <= limit;
}
