import { refusal, type Refusal } from '@cairn/access';

/** What is known of an earner who may be a minor. */
export interface Guarded {
  /** Civil day from which he is of age; null: not known to be a minor. */
  readonly minorUntil: string | null;
  /** Whether a guardian's consent stands. */
  readonly consented: boolean;
}

/** Whether a guardian has to agree first. `today` is a civil date in UTC. */
export const waitsForGuardian = ({ minorUntil, consented }: Guarded, today: string): boolean => minorUntil !== null && today < minorUntil && !consented;

export const guardianMissing = (field: string): Refusal =>
  refusal('GUARDIAN_CONSENT_MISSING', 'The earner is a minor: the consent of a guardian has to be on record first.', field);
