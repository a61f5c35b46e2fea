import { hash, sign, type KeyObject } from 'node:crypto';
import { bundledDocumentLoader, type DocumentLoader } from '../contexts/document-loader.js';
import { base58Decode, base58Encode } from '../issuers/base58.js';
import { readPublicKey, type PublicKey } from '../issuers/public-key.js';
import { signatureHolds, type Signer } from '../issuers/signer.js';
import type { Json, JsonObject } from '../json/json.js';
import { canonicalForm, type CanonicalFault } from './canonical-form.js';

export const EDDSA_RDFC_2022 = 'eddsa-rdfc-2022';
export const ECDSA_RDFC_2019 = 'ecdsa-rdfc-2019';

/** A DataIntegrityProof as it stands in a document. Dates are `YYYY-MM-DDThh:mm:ssZ`. */
export interface DataIntegrityProof extends JsonObject {
  type: 'DataIntegrityProof';
  cryptosuite: string;
  created?: string;
  verificationMethod: string;
  proofPurpose: string;
  proofValue: string;
}

/** An Ed25519 key in memory, or whatever signs with one. */
export type ProofSigner = {
  /** The full key id, `<did>#<multibase key>`. */
  verificationMethod: string;
} & ({ privateKey: KeyObject } | Pick<Signer, 'algorithm' | 'sign'>);

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
  const { proof: _earlier, ...unsecured } = document;
  const form = await canonicalForm(unsecured, loader);
  if (!form.ok) throw new DocumentNotCanonical(form.fault);
  return { ...document, proof: [await proofOver(form.nquads, unsecured['@context'], signer, created, loader)] };
}

/** The proof of a document whose canonical form is known. @param context of the document */
export async function proofOver(
  nquads: string,
  context: Json | undefined,
  signer: ProofSigner,
  created: Date,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<DataIntegrityProof> {
  const options = {
    type: 'DataIntegrityProof' as const,
    created: wholeSeconds(created),
    verificationMethod: signer.verificationMethod,
    cryptosuite: EDDSA_RDFC_2022,
    proofPurpose: 'assertionMethod',
  };
  const bytes = Buffer.concat([await prepared(options, context, loader), sha256(nquads)]);
  const signature = 'privateKey' in signer ? sign(null, bytes, signer.privateKey) : await signer.sign(bytes);
  return { ...options, proofValue: 'z' + base58Encode(signature) };
}

/** The hash of the proof configuration: the same for all that one key signs in one second. */
async function prepared(options: JsonObject, context: Json | undefined, loader: DocumentLoader): Promise<Buffer> {
  const { verificationMethod, created } = options;
  const known = lastPrepared;
  const contexts = JSON.stringify(context);
  if (known.contexts === contexts && known.verificationMethod === verificationMethod && known.created === created && known.loader === loader) return known.digest;
  const configuration = await canonicalForm({ ...options, '@context': context }, loader);
  if (!configuration.ok) throw new DocumentNotCanonical(configuration.fault);
  const digest = sha256(configuration.nquads);
  lastPrepared = { contexts, verificationMethod, created, loader, digest };
  return digest;
}
let lastPrepared: { contexts?: string; verificationMethod?: Json; created?: Json; loader?: DocumentLoader; digest: Buffer } = { digest: Buffer.alloc(0) };

export type SignatureCheck =
  | { outcome: 'GOOD' }
  | { outcome: 'BAD'; detail: string }
  | { outcome: 'NOT_CANONICAL'; fault: CanonicalFault };

/**
 * Checks one eddsa-rdfc-2022 signature, or one of the suites that hash alike: Ed25519Signature2020, and ecdsa-rdfc-2019 over P-256. Says nothing on who holds the key, on dates or on purpose.
 * @param publicKey the key, or its Multikey text
 * @param unsecured the document without `proof` (with the earlier proofs where the proof names a `previousProof`).
 */
export async function checkSignature(
  unsecured: JsonObject,
  proof: JsonObject,
  publicKey: PublicKey | string,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<SignatureCheck> {
  const key = typeof publicKey === 'string' ? readPublicKey({ publicKeyMultibase: publicKey }) : publicKey;
  const algorithm = proof['cryptosuite'] === ECDSA_RDFC_2019 ? 'ES256' : 'EdDSA';
  if (key?.algorithm !== algorithm)
    return { outcome: 'BAD', detail: 'the key is not of the type that the suite uses' };
  const { proofValue, ...options } = proof;
  const signature = signatureBytes(proofValue);
  if (!signature) return { outcome: 'BAD', detail: 'proofValue is not 64 bytes of multibase base58btc' };
  const hashed = await hashToSign(unsecured, options, loader);
  if (!hashed.ok) return { outcome: 'NOT_CANONICAL', fault: hashed.fault };
  if (signatureHolds(key, hashed.bytes, signature)) return { outcome: 'GOOD' };
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
  return hash('sha256', text, 'buffer');
}

export function signatureBytes(proofValue: Json | undefined): Uint8Array | undefined {
  if (typeof proofValue !== 'string' || !proofValue.startsWith('z')) return undefined;
  const bytes = base58Decode(proofValue.slice(1), 128);
  return bytes?.length === 64 ? bytes : undefined;
}

export function wholeSeconds(instant: Date): string {
  const second = Math.floor(instant.getTime() / 1_000);
  let text = writtenSeconds.get(second);
  if (text === undefined) {
    text = instant.toISOString().slice(0, 19) + 'Z';
    if (writtenSeconds.size >= WRITTEN_MAX) writtenSeconds.clear();
    writtenSeconds.set(second, text);
  }
  return text;
}

/** Awards of one day share their dates, and writing a date costs as much as hashing a document. */
const writtenSeconds = new Map<number, string>();
const WRITTEN_MAX = 1_000;
