import type { Json } from '../json/json.js';
import type { KeyAlgorithm } from '../issuers/key-algorithm.js';

/**
 * What the `alg` of a header asks for. Nobody can sign with `none`, and HS* would let whoever checks a token make one; both are
 * refused whatever the key. Others exist and are not supported.
 */
export function headerAlgorithm(alg: Json | undefined): KeyAlgorithm | 'REFUSED' | 'NOT_SUPPORTED' {
  if (alg === 'ES256' || alg === 'RS256' || alg === 'EdDSA') return alg;
  // RFC 9864 gives EdDSA over this curve a name of its own.
  if (alg === 'Ed25519') return 'EdDSA';
  return typeof alg === 'string' && OTHERS.includes(alg) ? 'NOT_SUPPORTED' : 'REFUSED';
}

const OTHERS = ['ES256K', 'ES384', 'ES512', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'Ed448'];
