import { refusal } from '@cairn/access';
import type { AttemptLimit } from '../sign-in/attempt/attempt.js';

/** A key that an account has shown to hold. */
export interface ProvenKey {
  /** did:key or did:jwk. */
  readonly did: string;
  readonly provenAt: Date;
}

export const challengeLifeMs = 10 * 60_000;
/** Keys of one account. */
export const keysMax = 10;

/** Wrong answers to challenges, counted by account. */
export const answerLimits = (account: string): readonly AttemptLimit[] => [{ of: `key challenge\n${account}`, max: 5, windowMs: 3_600_000 }];

export const challengeLocked = refusal('CHALLENGE_LOCKED', 'There were five wrong answers. Try again in an hour, with a new challenge.');

export const signInFirst = refusal('GRANT_MISSING', 'Sign in as the person whose key it is; a program has none.');

export const tooManyKeys = refusal('INVALID_VALUE', `An account has at most ${keysMax} proven keys. Release one first.`, 'proof');

/** A DID that holds its key in itself, so that nobody has to be asked for it. */
export const isKeyDid = (did: string): boolean => did.length <= 1_000 && /^did:(key|jwk):[\w-]+$/.test(did);
