import { Buffer } from './buffer.js';

/** DigestInfo of SHA-256 (RFC 8017, 9.2, note 1), before the digest itself. */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.2). The expected encoding is built and compared: nothing of a signature is parsed. */
export function rsaHolds(modulus: Uint8Array, exponent: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  const length = modulus.length;
  if (signature.length !== length) return false;
  const padding = new Uint8Array(length - 3 - digestInfo.length - digest.length).fill(255);
  const expected = Buffer.concat([Uint8Array.of(0, 1), padding, Uint8Array.of(0), digestInfo, digest]);
  return power(numberOf(signature), numberOf(exponent), numberOf(modulus)) === numberOf(expected);
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let rest = exponent, square = base % modulus; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
