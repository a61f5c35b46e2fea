import type { DocumentLoader } from '../contexts/document-loader.js';
import type { PublicKey } from '../issuers/public-key.js';
import type { JsonObject } from '../json/json.js';
import { checkSignature, ECDSA_RDFC_2019, EDDSA_RDFC_2022, type SignatureCheck } from './data-integrity.js';
import { checkSelectiveSignature, ECDSA_SD_2023 } from '../selective-disclosure/ecdsa-sd-proof.js';
import { checkJcsSignature, EDDSA_JCS_2022 } from './eddsa-jcs.js';

/**
 * Checks the value of one proof.
 * @param unsecured the document without `proof`, or with the earlier proofs that the proof names
 */
export type SuiteCheck = (
  unsecured: JsonObject,
  proof: JsonObject,
  publicKey: PublicKey,
  loader: DocumentLoader,
) => Promise<SignatureCheck>;

/** How a proof is checked, by what it says it is; undefined for a suite we do not know. */
export function suiteOf({ type, cryptosuite }: JsonObject): SuiteCheck | undefined {
  if (type === 'Ed25519Signature2020') return checkSignature;
  return type === 'DataIntegrityProof' && typeof cryptosuite === 'string'
    ? SUITES.get(cryptosuite)
    : undefined;
}

const SUITES: ReadonlyMap<string, SuiteCheck> = new Map<string, SuiteCheck>([
  [EDDSA_RDFC_2022, checkSignature],
  [ECDSA_RDFC_2019, checkSignature],
  [EDDSA_JCS_2022, checkJcsSignature],
  [ECDSA_SD_2023, checkSelectiveSignature],
]);
