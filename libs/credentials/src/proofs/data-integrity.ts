import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { bundledDocumentLoader, type DocumentLoader } from '../contexts/document-loader.js';
import { readMultikey, base58Decode, base58Encode } from '../issuers/multikey.js';
import type { Json, JsonObject } from '../json/json.js';
import { canonicalForm, type CanonicalFault } from './canonical-form.js';

export const EDDSA_RDFC_2022 = 'eddsa-rdfc-2022';

/** A DataIntegrityProof as it stands in a document. Dates are `YYYY-MM-DDThh:mm:ssZ`. */
export interface DataIntegrityProof extends JsonObject {
  type: 'DataIntegrityProof';
  cryptosuite: string;
  created?: string;
  verificationMethod: string;
  proofPurpose: string;
  proofValue: string;
}

export interface ProofSigner {
  /** The full key id, `<did>#<multibase key>`. */
  verificationMethod: string;
  privateKey: KeyObject;
}

/** The document cannot be signed: a fault of its maker, hence an exception. */
export class DocumentNotCanonical extends Error {
  constructor(readonly fault: CanonicalFault) {
    super(`the document has no canonical form (${fault.code}): ${fault.detail}`);
    this.name = 'DocumentNotCanonical';
  }
}

/**
 * Adds an eddsa-rdfc-2022 proof (W3C vc-di-eddsa §3.2). `proof` is always an array, which Open Badges 3.0 wants; the input is left as it is.
 * @param created whole seconds are kept, milliseconds are cut.
 */
export async function signDocument<T extends JsonObject>(
  document: T,
  signer: ProofSigner,
  created: Date,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<T & { proof: [DataIntegrityProof] }> {
  const options = {
    type: 'DataIntegrityProof' as const,
    created: wholeSeconds(created),
    verificationMethod: signer.verificationMethod,
    cryptosuite: EDDSA_RDFC_2022,
    proofPurpose: 'assertionMethod',
  };
  const { proof: _earlier, ...unsecured } = document;
  const hashed = await hashToSign(unsecured, options, loader);
  if (!hashed.ok) throw new DocumentNotCanonical(hashed.fault);
  const proofValue = 'z' + base58Encode(sign(null, hashed.bytes, signer.privateKey));
  return { ...document, proof: [{ ...options, proofValue }] };
}

export type SignatureCheck =
  | { outcome: 'GOOD' }
  | { outcome: 'BAD'; detail: string }
  | { outcome: 'NOT_CANONICAL'; fault: CanonicalFault };

/**
 * Checks one eddsa-rdfc-2022 signature. Says nothing on who holds the key, on dates or on purpose.
 * @param unsecured the document without `proof` (with the earlier proofs where the proof names a `previousProof`).
 */
export async function checkSignature(
  unsecured: JsonObject,
  proof: JsonObject,
  publicKeyMultibase: string,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<SignatureCheck> {
  const key = readMultikey(publicKeyMultibase);
  if (!key) return { outcome: 'BAD', detail: 'the key is not an Ed25519 Multikey' };
  const { proofValue, ...options } = proof;
  const signature = signatureBytes(proofValue);
  if (!signature) return { outcome: 'BAD', detail: 'proofValue is not 64 bytes of multibase base58btc' };
  const hashed = await hashToSign(unsecured, options, loader);
  if (!hashed.ok) return { outcome: 'NOT_CANONICAL', fault: hashed.fault };
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') },
    format: 'jwk',
  });
  if (verify(null, hashed.bytes, publicKey, signature)) return { outcome: 'GOOD' };
  return { outcome: 'BAD', detail: 'the signature does not match the document' };
}

type Hashed = { ok: true; bytes: Buffer } | { ok: false; fault: CanonicalFault };

/** SHA-256(canonical proof configuration) then SHA-256(canonical document): 64 bytes. */
async function hashToSign(
  unsecured: JsonObject,
  options: JsonObject,
  loader: DocumentLoader,
): Promise<Hashed> {
  // The document's context wins over one inside the proof: a signer must not choose how its own proof is read.
  const configuration = { ...options, '@context': unsecured['@context'] };
  const [config, document] = [
    await canonicalForm(configuration, loader),
    await canonicalForm(unsecured, loader),
  ];
  if (!document.ok) return document;
  if (!config.ok) return config;
  return { ok: true, bytes: Buffer.concat([sha256(config.nquads), sha256(document.nquads)]) };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function signatureBytes(proofValue: Json | undefined): Uint8Array | undefined {
  if (typeof proofValue !== 'string' || !proofValue.startsWith('z')) return undefined;
  const bytes = base58Decode(proofValue.slice(1), 128);
  return bytes?.length === 64 ? bytes : undefined;
}

export function wholeSeconds(instant: Date): string {
  return instant.toISOString().slice(0, 19) + 'Z';
}
