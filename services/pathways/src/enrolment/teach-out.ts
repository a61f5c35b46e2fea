import { type EnrolmentFact, governingOn, type VersionRules } from '@cairn/requirements';
import { type Enrolment, isUnderWay, told } from './enrolment.js';

/**
 * The first day, up to `asOf`, on which no version governs an enrolment any more: its teach-out is over and nothing
 * succeeds it (pathways.md section 7, rule 2). Null while one does.
 */
export function timedOutOn(versions: readonly Pick<VersionRules, 'number' | 'pathway'>[], enrolment: EnrolmentFact, asOf: string): string | null {
  if (asOf < enrolment.enrolledOn || governingOn(versions, enrolment, asOf).length > 0) return null;
  const ends = versions.flatMap(({ pathway }) => pathway.versioning?.teachOutUntil ?? []).filter((day) => day > enrolment.enrolledOn && day < asOf);
  return [enrolment.enrolledOn, ...ends.sort()].find((day) => governingOn(versions, enrolment, day).length === 0) ?? asOf;
}

/** The enrolment ended by its version; null when it is over already. */
export const timeOut = (enrolment: Enrolment, on: string, now: Date): Enrolment | null =>
  isUnderWay(enrolment) ? told({ ...enrolment, state: 'TIMED_OUT', withdrawnOn: on }, now) : null;
