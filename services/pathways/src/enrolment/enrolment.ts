import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type EnrolmentState = 'REQUESTED' | 'ACTIVE' | 'PAUSED' | 'COMPLETED' | 'WITHDRAWN' | 'TIMED_OUT' | 'REFUSED';

/** Whether somebody had to agree, and did. */
export type EnrolmentApproval = 'NOT_NEEDED' | 'REQUESTED' | 'GIVEN' | 'REFUSED';

export type PauseReason = 'MEMBERSHIP_ENDED' | 'BY_HAND';

/** An earner following one version of a pathway. Days are civil days in UTC. */
export interface Enrolment {
  readonly id: string;
  readonly tenant: string;
  readonly earner: string;
  readonly pathway: string;
  /** The version pinned at enrolment; choices and replacements are kept beside it. */
  readonly pathwayVersion: string;
  readonly state: EnrolmentState;
  readonly approval: EnrolmentApproval;
  readonly pauseReason: PauseReason | null;
  /** Whether it began where only members of the tenant may enrol, and so depends on being one. */
  readonly membersOnly: boolean;
  readonly enrolledOn: string;
  readonly withdrawnOn: string | null;
  /** Numbers of versions chosen instead, oldest first. */
  readonly optIns: readonly { readonly to: number; readonly on: string }[];
  /** Exits asked for, oldest first. */
  readonly exitRequests: readonly { readonly exit: string; readonly on: string }[];
  readonly partnerReference: string | null;
  readonly version: number;
  /** Events told on the enrolment topic. */
  readonly told: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether it goes on: nobody has ended it, and it is not completed. */
export const isUnderWay = ({ state }: Pick<Enrolment, 'state'>): boolean => state === 'ACTIVE' || state === 'PAUSED' || state === 'REQUESTED';

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
  if (!isUnderWay(enrolment)) {
    return refused(refusal('ENROLMENT_STATE_INVALID', `The enrolment is ${enrolment.state}; only one under way can be withdrawn.`, 'id'));
  }
  if (on < enrolment.enrolledOn) {
    return refused(refusal('INVALID_VALUE', `The enrolment began on ${enrolment.enrolledOn}; it cannot end before.`, 'withdrawnOn'));
  }
  return accepted(told({ ...enrolment, state: 'WITHDRAWN', withdrawnOn: on }, now));
}

/** The enrolment as it is after a change that is told. */
export const told = (enrolment: Enrolment, now: Date): Enrolment => ({
  ...enrolment,
  version: enrolment.version + 1,
  told: enrolment.told + 1,
  updatedAt: now,
});
