import type { WrittenKey } from './public-key.js';

/** PRE_PUBLISHED -> ACTIVE -> RETIRED or COMPROMISED (credentials text, section 4). */
export type KeyState = 'PRE_PUBLISHED' | 'ACTIVE' | 'RETIRED' | 'COMPROMISED';

/** One append-only row: the state holds from `at`; we learnt of it at `recordedAt`. */
export interface KeyTransition {
  state: KeyState;
  at: Date;
  recordedAt: Date;
}

/** A public key of an issuer with all that happened to it. A foreign key known only from its DID document has an empty history. */
export interface IssuerKey extends WrittenKey {
  /** `<did>#z6Mk…` for a Multikey, `<did>#<RFC 7638 thumbprint>` for a JsonWebKey of ours; of others anything. */
  id: string;
  controller: string;
  history: readonly KeyTransition[];
  /** What a foreign DID document says; ours follows from the history. Default true. */
  assertionMethod?: boolean;
}

/** The history as it was known at `knownAsOf`. */
export function historyKnownAt(key: IssuerKey, knownAsOf: Date | undefined): readonly KeyTransition[] {
  return knownAsOf ? key.history.filter(({ recordedAt }) => recordedAt <= knownAsOf) : key.history;
}

/** When the key entered a state, as far as `history` tells. */
export function enteredAt(history: readonly KeyTransition[], state: KeyState): Date | undefined {
  const times = history.filter((step) => step.state === state).map(({ at }) => at.getTime());
  return times.length ? new Date(Math.min(...times)) : undefined;
}

/** May a verifier take this key's signatures as assertions of its issuer? A retired key still speaks for what it signed; a compromised one never. */
export function assertsForIssuer(key: IssuerKey): boolean {
  return (key.assertionMethod ?? true) && !key.history.some(({ state }) => state === 'COMPROMISED');
}
