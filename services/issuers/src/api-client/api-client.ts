import { createHash, randomBytes } from 'node:crypto';
import { type Right, rights } from '@cairn/access';

/** A program that calls the registry for a tenant. Of its key only a hash and the first characters are kept. */
export interface ApiClient {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly keyPrefix: string;
  readonly keyHash: string;
  readonly rights: readonly Right[];
  readonly operator: boolean;
  readonly createdAt: Date;
}

export const allRights: readonly Right[] = rights;

/** A new key of 256 random bits, recognisable by its beginning. Shown once. */
export const newKey = (): string => `cairn_${randomBytes(32).toString('base64url')}`;

/** What is kept of a key: SHA-256 in hexadecimal. A key is random, so that it needs no slow hash. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The part of a key that may be shown, to tell keys apart. */
export const prefixOf = (key: string): string => key.slice(0, 14);
