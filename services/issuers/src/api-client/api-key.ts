import { createHash, randomBytes } from 'node:crypto';

/** A key of an API client. Of the key itself only a hash and the first characters are kept. */
export interface ApiKey {
  readonly tenant: string;
  readonly client: string;
  readonly prefix: string;
  readonly hash: string;
  readonly expiresAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly createdAt: Date;
}

/** Live keys of one client: the one in use, and its successor while programs change over. */
export const LIVE_KEYS_MAX = 2;

/** A new key of 256 random bits, recognisable by its beginning. Shown once. */
export const newKey = (): string => `cairn_${randomBytes(32).toString('base64url')}`;

/** What is kept of a key: SHA-256 in hexadecimal. A key is random, so that it needs no slow hash. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The part of a key that may be shown, to tell keys apart. */
export const prefixOf = (key: string): string => key.slice(0, 14);

export const isLive = ({ expiresAt, withdrawnAt }: ApiKey, now: Date): boolean => withdrawnAt === null && (expiresAt === null || expiresAt > now);
