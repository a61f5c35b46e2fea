import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { type Enrolment, isUnderWay, told } from './enrolment.js';

/** Paused because its earner left the roster; null when there is nothing to pause. */
export const pauseForMembership = (enrolment: Enrolment, now: Date): Enrolment | null =>
  enrolment.state === 'ACTIVE' ? told({ ...enrolment, state: 'PAUSED', pauseReason: 'MEMBERSHIP_ENDED' }, now) : null;

/** Goes on, if it was paused for this reason; null when it was not. */
export const resume = (enrolment: Enrolment, reason: Enrolment['pauseReason'], now: Date): Enrolment | null =>
  enrolment.state === 'PAUSED' && enrolment.pauseReason === reason ? told({ ...enrolment, state: 'ACTIVE', pauseReason: null }, now) : null;

/** Approved, and under way; or refused, which ends it on the day. */
export function decide(enrolment: Enrolment, approved: boolean, today: string, now: Date): Decision<Enrolment> {
  const { approval, state } = enrolment;
  if (approval !== 'REQUESTED' || state !== 'REQUESTED') {
    return refused(refusal('ENROLMENT_STATE_INVALID', `Nobody has to decide: the enrolment is ${state}, its approval ${approval}.`, 'id'));
  }
  if (approved) return accepted(told({ ...enrolment, approval: 'GIVEN', state: 'ACTIVE' }, now));
  return accepted(told({ ...enrolment, approval: 'REFUSED', state: 'REFUSED', withdrawnOn: today < enrolment.enrolledOn ? enrolment.enrolledOn : today }, now));
}

/** What is known of versions when one is chosen. */
export interface Chosen {
  readonly to: { readonly number: number; readonly isOpen: boolean };
  /** The number of the version that governs today; null when none does. */
  readonly base: number | null;
  readonly today: string;
}

/** Another version is chosen, for good. Refused in the cases in which the evaluator would leave the choice out (section 7). */
export function optIn(enrolment: Enrolment, { to, base, today }: Chosen, now: Date): Decision<Enrolment> {
  const no = (message: string) => refused(refusal('OPT_IN_NOT_POSSIBLE', message, 'pathwayVersionId'));
  if (!isUnderWay(enrolment)) return no(`The enrolment is ${enrolment.state}; a version is chosen while it is under way.`);
  if (base === null) return no('No version governs the enrolment today.');
  if (to.number <= base) return no(`Version ${base} governs the enrolment; only a higher one can be chosen, and there is no way back.`);
  if (!to.isOpen) return no(`Version ${to.number} takes no enrolments today.`);
  if (today < enrolment.enrolledOn) return no('The enrolment has not begun.');
  return accepted(told({ ...enrolment, optIns: [...enrolment.optIns, { to: to.number, on: today }] }, now));
}

/** An exit is asked for. */
export function requestExit(enrolment: Enrolment, exit: string, offered: readonly string[], today: string, now: Date): Decision<Enrolment> {
  if (!offered.includes(exit)) {
    const all = offered.length === 0 ? 'it offers none' : `it offers ${offered.join(', ')}`;
    return refused(refusal('EXIT_NOT_OFFERED', `The version offers no such exit on request; ${all}.`, 'exit'));
  }
  if (enrolment.state === 'REFUSED' || enrolment.state === 'TIMED_OUT') {
    return refused(refusal('ENROLMENT_STATE_INVALID', `The enrolment is ${enrolment.state}.`, 'id'));
  }
  return accepted(told({ ...enrolment, exitRequests: [...enrolment.exitRequests, { exit, on: today }] }, now));
}
