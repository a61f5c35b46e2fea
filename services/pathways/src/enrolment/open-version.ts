import { type EnrolmentWindow, isOpenOn } from './enrolment.js';

/** A version that is published and not closed. */
export interface OpenVersion {
  readonly id: string;
  readonly pathway: string;
  readonly number: number;
  readonly window: EnrolmentWindow;
}

/** The version that an enrolment of that day follows: the highest that is open on it (pathways.md section 7, rule 1). */
export function versionOn<Version extends OpenVersion>(versions: readonly Version[], day: string): Version | undefined {
  const open = versions.filter(({ window }) => isOpenOn(window, day));
  return open.reduce<Version | undefined>((highest, one) => (highest === undefined || one.number > highest.number ? one : highest), undefined);
}
