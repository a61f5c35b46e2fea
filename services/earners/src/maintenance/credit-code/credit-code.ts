import { type Refusal, refusal } from '@cairn/access';
import type { CreditFacts } from '../ledger/credit-entry.js';

/** A code by which an activity is entered into ledgers. Ids are bare. */
export interface CreditCode extends Omit<CreditFacts, 'evidence'> {
  readonly id: string;
  readonly tenant: string;
  /** Whose awards are kept valid by it. */
  readonly achievement: string;
  readonly usesMax: number;
  readonly uses: number;
  readonly expiresAt: Date;
}

export const codeUsed = (): Refusal => refusal('CODE_USED', 'The code was used for this earner before, or as often as it may be.', 'code');

export const codeInvalid = (): Refusal => refusal('CLAIM_INVALID', 'The code is unknown or out of date, or is for none of these awards.', 'code');
