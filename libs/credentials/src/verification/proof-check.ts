import type { PublicKey } from '../issuers/public-key.js';
import type { StepResult } from './verdict.js';

/** A proof as the later steps look at it: who made it, with which key, and when by its own word. */
export interface SigningMark {
  /** The key id the proof names; missing when the key itself stands in a token's header. */
  verificationMethod?: string;
  /** The key it was checked with, when one was found. */
  publicKey?: PublicKey;
  created?: Date;
}

export interface ProofCheck {
  mark: SigningMark;
  result: StepResult;
}

/** Who is responsible for a key by the key's own name: the part before the fragment. */
export function controllerOf({ verificationMethod }: SigningMark): string | undefined {
  return verificationMethod?.split('#')[0];
}
