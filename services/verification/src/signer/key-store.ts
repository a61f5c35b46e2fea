import type { KeyObject } from 'node:crypto';
import type { KeyAlgorithm, PublicJwk } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';

/** What is told of a key that was just made. */
export interface PublicHalf {
  readonly publicKeyMultibase: string | null;
  readonly publicKeyJwk: PublicJwk | null;
  readonly custody: 'SEALED' | 'TOKEN';
}

/** A key that signs. */
export interface OpenKey {
  /** The private half, where it is in memory; null where a token keeps it. */
  readonly privateKey: KeyObject | null;
  /** See Signer of @cairn/credentials: the message itself, and the signature as JOSE writes it. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Where private keys are kept. They are asked for by the id of their signing key, and never leave. */
export interface KeyStore {
  /** Makes a key pair. What is stored of it is stored in the caller's transaction. */
  make(tx: Tx, tenant: string, id: string, algorithm: KeyAlgorithm): Promise<PublicHalf>;
  /** Keys by id; one that is missing here was never kept, or is not the caller's to open. */
  open(tx: Tx, tenant: string, keys: readonly { id: string; algorithm: KeyAlgorithm }[]): Promise<Map<string, OpenKey>>;
}
