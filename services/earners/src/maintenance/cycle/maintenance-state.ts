import type { Award } from '../../award/award.js';
import { windowOpens } from '../../award/award-renewal.js';
import type { KeepingState } from './standing.js';

/** How the maintenance of an award stands. Civil days. */
export interface Maintained {
  readonly state: KeepingState;
  readonly opensOn: string | null;
  readonly dueBy: string | null;
  readonly lapsesOn: string | null;
}

/** Of an award that is renewed term by term, without cycles of credit; null where there is no window. */
export function termStandingOf({ validUntil, term, termFrom, awardedOn }: Pick<Award, 'validUntil' | 'term' | 'termFrom' | 'awardedOn'>, window: string | null, day: string): Maintained | null {
  if (window === null || validUntil === null) return null;
  const opensOn = windowOpens(term === 1 ? awardedOn : termFrom, validUntil, window);
  const state = day >= validUntil ? 'LAPSED' : day >= opensOn ? 'DUE' : 'CURRENT';
  return { state, opensOn, dueBy: validUntil, lapsesOn: validUntil };
}
