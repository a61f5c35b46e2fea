/**
 * What a key signs with, in the words of JOSE: EdDSA is Ed25519, ES256 is ECDSA over P-256, RS256 is RSA PKCS#1 v1.5 of at
 * least 2048 bits, the latter two with SHA-256. A key has exactly one, so that no header can choose another for it.
 */
export type KeyAlgorithm = 'EdDSA' | 'ES256' | 'RS256';
