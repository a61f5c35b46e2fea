import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type EnrolmentState = 'ACTIVE' | 'COMPLETED' | 'WITHDRAWN';

/** An earner following one version of a pathway. Days are civil days in UTC. */
export interface Enrolment {
  readonly id: string;
  readonly tenant: string;
  readonly earner: string;
  readonly pathway: string;
  readonly pathwayVersion: string;
  readonly state: EnrolmentState;
  readonly enrolledOn: string;
  readonly withdrawnOn: string | null;
  readonly partnerReference: string | null;
  readonly version: number;
  /** Events told on the enrolment topic. */
  readonly told: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The state that evaluation gives: completed once is completed for good, unless it turns out never to have held. */
export function stateOf({ withdrawnOn }: { withdrawnOn: string | null }, completed: boolean): EnrolmentState {
  if (completed) return 'COMPLETED';
  return withdrawnOn === null ? 'ACTIVE' : 'WITHDRAWN';
}

export function checkReference(reference: string | null | undefined): Decision<string | null> {
  if (reference === null || reference === undefined) return accepted(null);
  if (reference.length > 0 && reference.length <= 200) return accepted(reference);
  return refused(refusal('INVALID_VALUE', 'A reference has 1 to 200 characters.', 'partnerReference'));
}

/** A day that is past or present; left out: today. */
export function checkDay(day: string | null | undefined, today: string, field: string): Decision<string> {
  if (day === null || day === undefined) return accepted(today);
  return day <= today ? accepted(day) : refused(refusal('INVALID_VALUE', `The day is in the future; today is ${today}.`, field));
}

/** The days on which a version takes enrolments, as its definition declares them; `until` is exclusive. */
export interface EnrolmentWindow {
  readonly enrolFrom?: string;
  readonly enrolUntil?: string;
}

export function isOpenOn({ enrolFrom, enrolUntil }: EnrolmentWindow, day: string): boolean {
  return (enrolFrom === undefined || day >= enrolFrom) && (enrolUntil === undefined || day < enrolUntil);
}

/** The enrolment ended on a day. Completed ones have nothing left to end. */
export function withdraw(enrolment: Enrolment, on: string, now: Date): Decision<Enrolment> {
  if (enrolment.state !== 'ACTIVE') {
    return refused(refusal('ENROLMENT_STATE_INVALID', `The enrolment is ${enrolment.state}; only an active one can be withdrawn.`, 'id'));
  }
  if (on < enrolment.enrolledOn) {
    return refused(refusal('INVALID_VALUE', `The enrolment began on ${enrolment.enrolledOn}; it cannot end before.`, 'withdrawnOn'));
  }
  const { version, told } = enrolment;
  return accepted({ ...enrolment, state: 'WITHDRAWN', withdrawnOn: on, version: version + 1, told: told + 1, updatedAt: now });
}
