import { createConfirmCryptosuite, createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import type { DocumentLoader } from '../contexts/document-loader.js';
import { publicJwkOf } from '../issuers/jwk.js';
import { multikeyOfJwk } from '../issuers/multikey.js';
import type { PublicKey } from '../issuers/public-key.js';
import type { JsonObject } from '../json/json.js';
import type { SignatureCheck } from '../proofs/data-integrity.js';

export const ECDSA_SD_2023 = 'ecdsa-sd-2023';

/** Each claim has a signature of 64 bytes; no credential has so many. */
const PROOF_LENGTH_MAX = 256 * 1024;

/** Multibase base64url of the bytes d9 5d 00 (§3.5.2); a derived proof has 01 in the third place. */
export function isBaseProof({ cryptosuite, proofValue }: JsonObject): boolean {
  return cryptosuite === ECDSA_SD_2023 && typeof proofValue === 'string' && proofValue.startsWith('u2V0A');
}

/** Checks one ecdsa-sd-2023 proof, derived or base, by the suite's own library. Says nothing on who holds the key, on dates or on purpose. */
export async function checkSelectiveSignature(
  unsecured: JsonObject,
  proof: JsonObject,
  publicKey: PublicKey,
  loader: DocumentLoader,
): Promise<SignatureCheck> {
  if (publicKey.algorithm !== 'ES256')
    return { outcome: 'BAD', detail: 'the key is not of the type that the suite uses' };
  const { proofValue } = proof;
  if (typeof proofValue !== 'string' || proofValue.length > PROOF_LENGTH_MAX)
    return { outcome: 'BAD', detail: 'proofValue is no text, or too long' };
  const suite = isBaseProof(proof) ? createConfirmCryptosuite() : createVerifyCryptosuite();
  const publicKeyMultibase = multikeyOfJwk(publicJwkOf(publicKey.keyObject));
  try {
    const verificationMethod = {
      '@context': 'https://w3id.org/security/multikey/v1',
      type: 'Multikey',
      id: String(proof['verificationMethod']),
      publicKeyMultibase,
    };
    const verifier = await suite.createVerifier({ verificationMethod });
    const data = await suite.createVerifyData({
      cryptosuite: suite,
      document: unsecured,
      proof,
      documentLoader: loader,
    });
    if (await verifier.verify({ data })) return { outcome: 'GOOD' };
    return { outcome: 'BAD', detail: 'the signature does not match the document' };
  } catch (error) {
    return {
      outcome: 'BAD',
      detail: `the proof cannot be read (${error instanceof Error ? error.message.slice(0, 120) : 'no reason'})`,
    };
  }
}
