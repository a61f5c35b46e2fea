import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { type Award, type AwardState, effectiveState, type RevocationReason, type SuspensionCause } from './award.js';

/** The life of an award after it was made (domain.md 4.3): each function is one command, and says no by a refusal. */

/** The day of a scheduled award has come. `state`: in what state awards of its version begin; `offerUntil`: until when it is offered, if it is. */
export function begin(award: Award, state: 'OFFERED' | 'ACTIVE', offerUntil: Date | null, at: Date): Decision<Award> {
  const no = allowed(award, ['SCHEDULED'], 'begun');
  if (no) return no;
  if (award.notBefore !== null && at < new Date(`${award.notBefore}T00:00:00Z`)) return stateInvalid(`The award begins on ${award.notBefore}.`);
  return accepted(next(award, at, { state, offerUntil: state === 'OFFERED' ? offerUntil : null }));
}

/** Before there was a credential. */
export function cancel(award: Award, at: Date): Decision<Award> {
  return allowed(award, ['SCHEDULED', 'OFFERED'], 'cancelled') ?? accepted(next(award, at, { state: 'CANCELLED', standing: false, offerUntil: null }));
}

export function accept(award: Award, at: Date): Decision<Award> {
  const no = allowed(award, ['OFFERED'], 'accepted');
  if (no) return no;
  if (award.offerUntil !== null && at >= award.offerUntil) return stateInvalid(`The offer lapsed at ${award.offerUntil.toISOString()}.`);
  return accepted(next(award, at, { state: 'ACTIVE', acceptedAt: at, offerUntil: null }));
}

/** Its validity has ended. The state stays: it is derived for readers, so that no clock can be late for them. `today` in the time zone of the issuer. */
export function expire(award: Award, today: string, at: Date): Decision<Award> {
  const no = allowed(award, ['ACTIVE'], 'told to have expired');
  if (no) return no;
  if (effectiveState(award, today) !== 'EXPIRED') return stateInvalid('The award is valid.');
  return accepted(next(award, at, {}));
}

export function decline(award: Award, at: Date): Decision<Award> {
  return allowed(award, ['OFFERED'], 'declined') ?? accepted(next(award, at, { state: 'DECLINED', standing: false, offerUntil: null }));
}

/** Opens a cause; an award may be suspended for several. */
export function suspend(award: Award, cause: SuspensionCause, at: Date): Decision<Award> {
  const no = allowed(award, ['ACTIVE', 'SUSPENDED'], 'suspended');
  if (no) return no;
  if (award.suspensionCauses.includes(cause)) return stateInvalid(`It is suspended for ${cause} already.`);
  return accepted(next(award, at, { state: 'SUSPENDED', suspensionCauses: [...award.suspensionCauses, cause].sort() }));
}

/** Closes a cause; the award is active again when none is left. */
export function reinstate(award: Award, cause: SuspensionCause, at: Date): Decision<Award> {
  const no = allowed(award, ['SUSPENDED'], 'reinstated');
  if (no) return no;
  if (!award.suspensionCauses.includes(cause)) return stateInvalid(`It is not suspended for ${cause}.`);
  const suspensionCauses = award.suspensionCauses.filter((open) => open !== cause);
  return accepted(next(award, at, { state: suspensionCauses.length > 0 ? 'SUSPENDED' : 'ACTIVE', suspensionCauses }));
}

export function revoke(award: Award, reason: RevocationReason, at: Date): Decision<Award> {
  const no = allowed(award, ['ACTIVE', 'SUSPENDED'], 'revoked');
  if (no) return no;
  return accepted(next(award, at, { state: 'REVOKED', suspensionCauses: [], revocationReason: reason, revokedAt: at, standing: false }));
}

/** The replaced award, pointing to its successor. */
export function replace(award: Award, successor: string, at: Date): Decision<Award> {
  const no = allowed(award, ['ACTIVE', 'SUSPENDED'], 'replaced');
  if (no) return no;
  return accepted(next(award, at, { state: 'REPLACED', suspensionCauses: [], replacedBy: successor, standing: false }));
}

const next = (award: Award, at: Date, change: Partial<Award>): Award => ({ ...award, ...change, version: award.version + 1, updatedAt: at });

function allowed(award: Award, states: readonly AwardState[], done: string): { ok: false; refusals: readonly ReturnType<typeof refusal>[] } | undefined {
  if (states.includes(award.state)) return undefined;
  if (award.state === 'REPLACED') return refused(refusal('AWARD_REPLACED', 'The award was replaced. Act on its successor, `replacedBy`.', 'id'));
  return stateInvalid(`An award that is ${award.state} cannot be ${done}; it has to be ${states.join(' or ')}.`);
}

const stateInvalid = (message: string) => refused(refusal('AWARD_STATE_INVALID', message, 'id'));
