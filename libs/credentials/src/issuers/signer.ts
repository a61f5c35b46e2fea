import { sign, verify } from 'node:crypto';
import type { KeyAlgorithm } from './key-algorithm.js';
import type { SigningKey } from './keys.js';
import type { PublicKey } from './public-key.js';

/** Whatever holds a private key: one in memory, or a token that never gives it away. */
export interface Signer {
  readonly algorithm: KeyAlgorithm;
  /** The full key id, `<did>#<fragment>`. */
  readonly verificationMethod: string;
  /**
   * @param bytes the message itself; ES256 and RS256 hash it with SHA-256
   * @returns 64 bytes for EdDSA, r and s of 32 bytes each for ES256, as long as the modulus for RS256
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export function signerOf(
  { algorithm, privateKey }: Pick<SigningKey, 'algorithm' | 'privateKey'>,
  verificationMethod: string,
): Signer {
  const hash = hashOf[algorithm];
  return {
    algorithm,
    verificationMethod,
    sign: async (bytes) => sign(hash, bytes, algorithm === 'EdDSA' ? privateKey : { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/** True when the owner of `key` signed `bytes`. Never throws: a signature of a wrong length is a wrong signature. */
export function signatureHolds(
  { algorithm, keyObject }: PublicKey,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (algorithm !== 'RS256' && signature.length !== 64) return false;
  // An Ed25519 key goes in as it is: Node spends half as long again on options around it.
  if (algorithm === 'EdDSA') return verify(null, bytes, keyObject, signature);
  return verify(hashOf[algorithm], bytes, { key: keyObject, dsaEncoding: 'ieee-p1363' }, signature);
}

const hashOf: Record<KeyAlgorithm, 'sha256' | null> = { EdDSA: null, ES256: 'sha256', RS256: 'sha256' };
