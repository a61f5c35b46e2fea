import { type IssuerKey, keyIdOf, type KeyState, type KeyTransition } from '@cairn/credentials';

/** A public signing key of an issuer with all that happened to it. */
export interface SigningKey {
  readonly id: string;
  readonly tenant: string;
  readonly issuer: string;
  readonly did: string;
  /** 1 for the issuer's first key, counted up at every rotation. */
  readonly generation: number;
  readonly publicKeyMultibase: string;
  readonly history: readonly KeyTransition[];
}

/** Worst first: a key that was retired and found out later is compromised. */
const order = ['COMPROMISED', 'RETIRED', 'ACTIVE'] as const;

export const stateOf = ({ history }: SigningKey): (typeof order)[number] =>
  order.find((state) => history.some((step) => step.state === state)) ?? 'RETIRED';

export const enteredAt = ({ history }: SigningKey, state: KeyState): Date | null =>
  history.find((step) => step.state === state)?.at ?? null;

/** The key an issuer signs with now, if it has one. */
export const activeAmong = (keys: readonly SigningKey[]): SigningKey | undefined => keys.find((key) => stateOf(key) === 'ACTIVE');

export const verificationMethodOf = ({ did, publicKeyMultibase }: SigningKey): string => keyIdOf(did, publicKeyMultibase);

/** The form in which verifying and DID documents take keys. */
export const issuerKeyOf = (key: SigningKey): IssuerKey => ({
  id: verificationMethodOf(key),
  controller: key.did,
  publicKeyMultibase: key.publicKeyMultibase,
  history: key.history,
});
