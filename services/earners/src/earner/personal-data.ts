import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomFillSync } from 'node:crypto';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Identifier, IdentifierType } from './identifier.js';

/** An earner's data key, open and as it is stored. */
export interface DataKey {
  readonly open: KeyObject;
  readonly wrapped: Buffer;
}

/** What a ciphertext is bound to. */
export interface Place {
  readonly tenant: string;
  readonly earner: string;
  readonly field: 'key' | 'name' | `identifier ${IdentifierType}` | `consent ${string}` | `case ${string}` | `notice ${string}` | 'minor until' | 'statistics groups' | `award note ${string}` | `nomination ${string}`;
}

/** Ciphertext and key do not belong together, or one of them was changed. */
export class PersonalDataUnreadable extends Error {
  readonly code = 'PERSONAL_DATA_UNREADABLE';
}

/**
 * Personal data at rest: one random AES-256-GCM key for each earner, wrapped by a key of the registry, so that destroying
 * a key erases a person. Additional data is tenant|earner|field. Identifiers are found again by an HMAC that is keyed for
 * the tenant, so that equal ones in two tenants look different. reliability.md 13.
 */
@Injectable()
export class PersonalData {
  private readonly wrapping: KeyObject;
  private readonly lookups: KeyObject;
  private readonly lookupKeys = new Map<string, KeyObject>();
  /** Of identifiers that are still at hand: a line of an import is looked up more than once, the first time while it is read. */
  private readonly digests = new WeakMap<Identifier, { readonly tenant: string; readonly digest: Buffer }>();

  constructor(@Inject(PLATFORM) { keySecret }: Pick<Platform, 'keySecret'>) {
    this.wrapping = derived(keySecret, 'earner data keys');
    this.lookups = derived(keySecret, 'identifier look-up');
  }

  newKey(tenant: string, earner: string): DataKey {
    const bytes = random(32);
    return { open: createSecretKey(bytes), wrapped: encrypt(this.wrapping, { tenant, earner, field: 'key' }, bytes) };
  }

  unwrap(tenant: string, earner: string, wrapped: Buffer): KeyObject {
    return createSecretKey(decrypt(this.wrapping, { tenant, earner, field: 'key' }, wrapped));
  }

  seal(key: KeyObject, place: Place, text: string): Buffer {
    return encrypt(key, place, Buffer.from(text));
  }

  open(key: KeyObject, place: Place, sealed: Buffer): string {
    return decrypt(key, place, sealed).toString();
  }

  /** By what an identifier is found, 32 bytes. */
  lookup(tenant: string, identifier: Identifier): Buffer {
    const known = this.digests.get(identifier);
    if (known?.tenant === tenant) return known.digest;
    const digest = this.digestOf(tenant, identifier);
    this.digests.set(identifier, { tenant, digest });
    return digest;
  }

  private digestOf(tenant: string, { type, value }: Identifier): Buffer {
    let key = this.lookupKeys.get(tenant);
    if (!key) {
      key = createSecretKey(createHmac('sha256', this.lookups).update(tenant).digest());
      this.lookupKeys.set(tenant, key);
    }
    return createHmac('sha256', key).update(`${type}|${value}`).digest();
  }
}

const nonceBytes = 12;
const tagBytes = 16;

/** Keys are KeyObjects throughout: with a Buffer for a key, each use of it costs five times as much. */
const derived = (secret: Buffer, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `cairn ${purpose}`, 32)));

/** `nonce 12 | tag 16 | ciphertext`. */
function encrypt(key: KeyObject, place: Place, plain: Buffer): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additionalData(place));
  const text = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

function decrypt(key: KeyObject, place: Place, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(additionalData(place))
      .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch (error) {
    throw new PersonalDataUnreadable('personal data could not be opened', { cause: error });
  }
}

const additionalData = ({ tenant, earner, field }: Place): Buffer => Buffer.from(`${tenant}|${earner}|${field}`);

/** Random bytes from a pool that is filled 16 KiB at a time: a call for each would cost more than the encryption. */
const pool = Buffer.alloc(16 * 1024);
let used = pool.length;

function random(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const taken = Buffer.from(pool.subarray(used, used + bytes));
  pool.fill(0, used, used + bytes);
  used += bytes;
  return taken;
}
