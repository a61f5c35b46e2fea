import { type Enrolment, told } from './enrolment.js';

/** What somebody asks for who enrols an earner whom an award has enrolled already. */
export type Asked = Pick<Enrolment, 'pathwayVersion' | 'enrolledOn' | 'withdrawnOn' | 'partnerReference'>;

/**
 * The enrolment that an award made, as the one that is asked for: an earner has one at a time. Until it is completed it
 * begins on the day asked; a completion that is recorded is not moved to a later day by it.
 */
export function adopt(enrolment: Enrolment, { pathwayVersion, enrolledOn, withdrawnOn, partnerReference }: Asked, now: Date): Enrolment {
  const isCompleted = enrolment.state === 'COMPLETED';
  const begins = !isCompleted || enrolledOn < enrolment.enrolledOn ? { pathwayVersion, enrolledOn } : {};
  const ends = isCompleted || withdrawnOn === null ? {} : { withdrawnOn, state: 'WITHDRAWN' as const };
  return told({ ...enrolment, ...begins, ...ends, partnerReference }, now);
}
