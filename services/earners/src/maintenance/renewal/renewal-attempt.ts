import type { VersionCopy } from '../../achievement-version/version-copy.js';

/** An attempt at the assessment of a renewal. */
export interface RenewalAttempt {
  /** From 1 within the term that it is to renew. */
  readonly number: number;
  readonly passed: boolean;
  readonly at: Date;
}

/** What a rule says of the assessment of a renewal. */
export interface RenewalTerms {
  readonly assessed: boolean;
  /** So many attempts follow one another at once, each further one so many hours after the last; null: all at once. */
  readonly retry: { readonly atOnce: number; readonly waitHours: number } | null;
}

const hourMs = 3_600_000;

export function renewalTermsOf({ maintenance }: Pick<VersionCopy, 'maintenance'>): RenewalTerms {
  const { atOnce, waitHours } = (maintenance?.retry ?? {}) as { readonly atOnce?: unknown; readonly waitHours?: unknown };
  return {
    assessed: maintenance?.renewalAssessment === true,
    retry: typeof atOnce === 'number' && typeof waitHours === 'number' ? { atOnce, waitHours } : null,
  };
}

/** From when the attempt after these is allowed; null: at once. */
export function retryAt({ retry }: RenewalTerms, attempts: readonly RenewalAttempt[]): Date | null {
  const last = attempts.at(-1);
  return retry === null || !last || attempts.length < retry.atOnce ? null : new Date(last.at.getTime() + retry.waitHours * hourMs);
}
