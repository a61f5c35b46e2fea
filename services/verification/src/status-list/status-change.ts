import type { StatusChange as StatusStep } from '@cairn/credentials';

/** One fact about an award's standing. */
export interface StatusChange extends StatusStep {
  readonly award: string;
  readonly awardVersion: number;
  readonly purpose: 'revocation' | 'suspension';
}

/** When a change takes effect: at the instant it was made, or with the beginning of the earlier day it was dated to. */
export function effectiveAt(on: string, at: string): Date {
  return on < at.slice(0, 10) ? new Date(`${on}T00:00:00Z`) : new Date(at);
}
