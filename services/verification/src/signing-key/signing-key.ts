import {
  didKeyOf,
  type IssuerKey,
  type KeyAlgorithm,
  type KeyState,
  type KeyTransition,
  type PublicJwk,
  verificationMethodOf as methodOf,
} from '@cairn/credentials';

/** A public signing key of an issuer with all that happened to it. */
export interface SigningKey {
  readonly id: string;
  readonly tenant: string;
  readonly issuer: string;
  readonly did: string;
  /** 1 for the issuer's first key, counted up with every further one, of whatever algorithm. */
  readonly generation: number;
  readonly algorithm: KeyAlgorithm;
  /** The public half of an Ed25519 key; null for the others. */
  readonly publicKeyMultibase: string | null;
  /** The public half of an ES256 or RS256 key; null for Ed25519. */
  readonly publicKeyJwk: PublicJwk | null;
  readonly custody: 'SEALED' | 'TOKEN';
  readonly history: readonly KeyTransition[];
}

/** Worst first: a key that was retired and found out later is compromised. */
const order = ['COMPROMISED', 'RETIRED', 'ACTIVE', 'PRE_PUBLISHED'] as const;

export const stateOf = ({ history }: Pick<SigningKey, 'history'>): KeyState =>
  order.find((state) => history.some((step) => step.state === state)) ?? 'RETIRED';

export const enteredAt = ({ history }: Pick<SigningKey, 'history'>, state: KeyState): Date | null =>
  history.find((step) => step.state === state)?.at ?? null;

const among = (keys: readonly SigningKey[], algorithm: KeyAlgorithm, state: KeyState) =>
  keys.filter((key) => key.algorithm === algorithm && stateOf(key) === state);

/** The key an issuer signs with now, if it has one of that algorithm. */
export const activeAmong = (keys: readonly SigningKey[], algorithm: KeyAlgorithm = 'EdDSA'): SigningKey | undefined =>
  among(keys, algorithm, 'ACTIVE')[0];

/** The key that was announced first of those that have not signed yet. Keys come newest first. */
export const announcedAmong = (keys: readonly SigningKey[], algorithm: KeyAlgorithm): SigningKey | undefined =>
  among(keys, algorithm, 'PRE_PUBLISHED').at(-1);

const publicHalf = ({ publicKeyMultibase, publicKeyJwk }: Pick<SigningKey, 'publicKeyMultibase' | 'publicKeyJwk'>) => ({
  ...(publicKeyMultibase !== null && { publicKeyMultibase }),
  ...(publicKeyJwk !== null && { publicKeyJwk }),
});

export const verificationMethodOf = (key: SigningKey): string => methodOf(key.did, publicHalf(key));

/** What names the key apart from its issuer: its Multikey, or the thumbprint of its JWK. */
export const fragmentOf = (key: SigningKey): string => verificationMethodOf(key).slice(key.did.length + 1);

/** Ed25519 keys can be written as a DID of their own. */
export const didKeyOfKey = ({ publicKeyMultibase }: SigningKey): string | null => (publicKeyMultibase === null ? null : didKeyOf(publicKeyMultibase));

/** The form in which verifying and DID documents take keys. */
export const issuerKeyOf = (key: SigningKey): IssuerKey => ({
  id: verificationMethodOf(key),
  controller: key.did,
  ...publicHalf(key),
  history: key.history,
});
