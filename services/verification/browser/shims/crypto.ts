import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Buffer } from './buffer.js';
import { rsaHolds } from './rsa.js';

/** As much of node:crypto as verifying uses. What signs or makes keys is not here: the page never does. */
const hashes: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = { md5, sha1, sha256, sha384, sha512 };

type Output = 'hex' | 'base64' | 'base64url' | 'buffer';

const bytesOf = (data: string | Uint8Array): Uint8Array => (typeof data === 'string' ? new TextEncoder().encode(data) : data);

function digestOf(algorithm: string, bytes: Uint8Array): Buffer {
  const made = hashes[algorithm.toLowerCase().replace('-', '')];
  if (!made) throw new Error(`Digest method not supported: ${algorithm}`);
  return Buffer.from(made(bytes));
}

const given = (digest: Buffer, output: Output | undefined) => (output === undefined || output === 'buffer' ? digest : digest.toString(output));

export function createHash(algorithm: string) {
  const parts: Uint8Array[] = [];
  const self = {
    update(data: string | Uint8Array) {
      parts.push(bytesOf(data));
      return self;
    },
    digest: (output?: Output) => given(digestOf(algorithm, Buffer.concat(parts)), output),
  };
  return self;
}

export const hash = (algorithm: string, data: string | Uint8Array, output: Output = 'hex') => given(digestOf(algorithm, bytesOf(data)), output);

interface Jwk {
  readonly kty?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

/** A public key out of a JWK; throws where the numbers make none, as Node does. */
export class KeyObject {
  readonly type = 'public';
  readonly asymmetricKeyType: string;
  readonly asymmetricKeyDetails: { readonly modulusLength?: number };

  constructor(readonly jwk: Jwk) {
    const part = (name: 'x' | 'y' | 'n' | 'e') => Buffer.from(jwk[name] ?? '', 'base64url');
    if (jwk.kty === 'OKP') ed25519.Point.fromBytes(part('x'));
    else if (jwk.kty === 'EC') p256.Point.fromBytes(this.point());
    else if (jwk.kty !== 'RSA' || part('n').length === 0) throw new Error('Invalid JWK data');
    this.asymmetricKeyType = jwk.kty === 'OKP' ? 'ed25519' : jwk.kty === 'EC' ? 'ec' : 'rsa';
    this.asymmetricKeyDetails = jwk.kty === 'RSA' ? { modulusLength: bitsOf(part('n')) } : {};
  }

  export(): Jwk {
    return { ...this.jwk };
  }

  /** SEC 1, uncompressed. */
  point(): Uint8Array {
    return Buffer.concat([Uint8Array.of(4), Buffer.from(this.jwk.x ?? '', 'base64url'), Buffer.from(this.jwk.y ?? '', 'base64url')]);
  }
}

const bitsOf = (modulus: Uint8Array): number => {
  const significant = modulus.subarray(modulus.findIndex((byte) => byte !== 0));
  return significant.length * 8 - Math.clz32(significant[0] ?? 0) + 24;
};

export function createPublicKey({ key, format }: { key: Jwk; format: string }): KeyObject {
  if (format !== 'jwk') throw new Error('only JWKs are read in a browser');
  return new KeyObject(key);
}

export function verify(_hash: string | null, data: Uint8Array, given: KeyObject | { key: KeyObject }, signature: Uint8Array): boolean {
  const key = given instanceof KeyObject ? given : given.key;
  const { jwk } = key;
  try {
    if (jwk.kty === 'OKP') return ed25519.verify(signature, data, Buffer.from(jwk.x ?? '', 'base64url'));
    if (jwk.kty === 'EC') return p256.verify(signature, data, key.point(), { prehash: true, lowS: false });
    return rsaHolds(Buffer.from(jwk.n ?? '', 'base64url'), Buffer.from(jwk.e ?? '', 'base64url'), sha256(data), signature);
  } catch {
    return false;
  }
}

export const timingSafeEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

const never = (): never => {
  throw new Error('there are no private keys in a browser');
};
export const sign = never;
export const randomBytes = never;
export const createPrivateKey = never;
export const generateKeyPairSync = never;
export const createCipheriv = never;
export const createDecipheriv = never;
