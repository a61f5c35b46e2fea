import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** Where an object lies: under the SHA-256 of its bytes, in a space of its own, so that what is one person's can be taken away. */
export interface ObjectAddress {
  /** Lower-case letters, digits and hyphens, in parts divided by slashes: `<tenant>/<earner>`. */
  readonly space: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
}

/** Keeps files. Every call is safe to repeat; what cannot be reached throws ObjectStoreUnavailable. */
export interface ObjectStore {
  /** Keeps bytes under their own hash; whole or not at all. */
  put(address: ObjectAddress, bytes: Buffer): Promise<void>;
  /** The bytes, or undefined when nothing lies there. */
  get(address: ObjectAddress): Promise<Readable | undefined>;
  has(address: ObjectAddress): Promise<boolean>;
  /** Nothing happens when nothing lies there. */
  delete(address: ObjectAddress): Promise<void>;
}

/** Injection token: the ObjectStore of the service. */
export const OBJECT_STORE = Symbol('object store');

/** The store did not answer, or not as it should; the same call may succeed later. */
export class ObjectStoreUnavailable extends Error {
  readonly code = 'OBJECT_STORE_UNAVAILABLE';
  readonly retryable = true;
}

export const addressOf = (space: string, bytes: Buffer): ObjectAddress => ({ space, digest: createHash('sha256').update(bytes).digest('hex') });

/** The path of an object within a store. Throws on what is no address, so that none leads out of its space. */
export function pathOf({ space, digest }: ObjectAddress): string {
  if (!/^[0-9a-z-]+(\/[0-9a-z-]+)*$/.test(space) || !/^[0-9a-f]{64}$/.test(digest)) throw new TypeError('not the address of an object');
  return `${space}/${digest}`;
}
