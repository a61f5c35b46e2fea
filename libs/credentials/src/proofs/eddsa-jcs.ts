import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { base58Encode } from '../issuers/multikey.js';
import type { PublicKey } from '../issuers/public-key.js';
import { signatureHolds, type Signer } from '../issuers/signer.js';
import { listOf, type Json, type JsonObject } from '../json/json.js';
import {
  signatureBytes,
  wholeSeconds,
  type DataIntegrityProof,
  type SignatureCheck,
} from './data-integrity.js';

export const EDDSA_JCS_2022 = 'eddsa-jcs-2022';

/**
 * Adds an eddsa-jcs-2022 proof (W3C vc-di-eddsa §3.3) after the proofs the document has; each is independent of the others.
 * It secures the JSON as it stands (RFC 8785), so a reader needs no JSON-LD; never the only proof of what we issue.
 * @param created whole seconds are kept, milliseconds are cut.
 */
export async function addJcsProof<T extends JsonObject>(
  document: T,
  signer: Signer,
  created: Date,
): Promise<T & { proof: Json[] }> {
  if (signer.algorithm !== 'EdDSA')
    throw new Error(`${EDDSA_JCS_2022} is made with Ed25519, not ${signer.algorithm}`);
  const { proof: earlier, ...unsecured } = document;
  const configuration = {
    type: 'DataIntegrityProof' as const,
    cryptosuite: EDDSA_JCS_2022,
    created: wholeSeconds(created),
    verificationMethod: signer.verificationMethod,
    proofPurpose: 'assertionMethod',
    ...(document['@context'] === undefined ? {} : { '@context': document['@context'] }),
  };
  const proofValue = 'z' + base58Encode(await signer.sign(hashToSign(unsecured, configuration)));
  const proof: DataIntegrityProof = { ...configuration, proofValue };
  return { ...document, proof: [...listOf(earlier), proof] };
}

/** Checks one eddsa-jcs-2022 signature. Says nothing on who holds the key, on dates or on purpose. */
export async function checkJcsSignature(
  unsecured: JsonObject,
  proof: JsonObject,
  publicKey: PublicKey,
): Promise<SignatureCheck> {
  if (publicKey.algorithm !== 'EdDSA')
    return { outcome: 'BAD', detail: 'the key is not of the type that the suite uses' };
  const { proofValue, ...configuration } = proof;
  const signature = signatureBytes(proofValue);
  if (!signature) return { outcome: 'BAD', detail: 'proofValue is not 64 bytes of multibase base58btc' };
  const context = configuration['@context'];
  if (context !== undefined && !startsWith(unsecured['@context'], context))
    return { outcome: 'BAD', detail: "the document's contexts do not begin with those of the proof" };
  // §3.3.2: contexts that others appended after signing are not part of what was signed.
  const signed = context === undefined ? unsecured : { ...unsecured, '@context': context };
  if (signatureHolds(publicKey, hashToSign(signed, configuration), signature)) return { outcome: 'GOOD' };
  return { outcome: 'BAD', detail: 'the signature does not match the document' };
}

/** SHA-256(canonical proof configuration) then SHA-256(canonical document): 64 bytes. */
function hashToSign(unsecured: JsonObject, configuration: JsonObject): Buffer {
  return Buffer.concat([sha256(configuration), sha256(unsecured)]);
}

function sha256(value: JsonObject): Buffer {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest();
}

function startsWith(all: Json | undefined, beginning: Json): boolean {
  const [whole, first] = [listOf(all), listOf(beginning)];
  return first.every((context, index) => canonicalize(context) === canonicalize(whole[index] ?? null));
}
