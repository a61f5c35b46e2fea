import type { JsonObject } from '../json/json.js';
import { idOf } from '../json/json.js';
import { signDocument, type DataIntegrityProof, type ProofSigner } from '../proofs/data-integrity.js';
import { achievementCredentialFaults, type SchemaFault } from './achievement-credential-schema.js';

export type Issuance =
  | { ok: true; document: JsonObject & { proof: [DataIntegrityProof] } }
  | { ok: false; code: 'SCHEMA_NOT_MET'; faults: SchemaFault[] }
  | { ok: false; code: 'VALIDITY_EMPTY' | 'ISSUER_NOT_KEY_OWNER'; faults: SchemaFault[] };

/** Lints an unsigned achievement credential and signs it. Nothing that our own verifier would refuse for its shape gets a signature. */
export async function issueCredential(
  unsigned: JsonObject,
  signer: ProofSigner,
  created: Date,
): Promise<Issuance> {
  const faults = achievementCredentialFaults(unsigned);
  if (faults.length) return { ok: false, code: 'SCHEMA_NOT_MET', faults };
  const { validFrom, validUntil } = unsigned;
  if (
    typeof validFrom === 'string' &&
    typeof validUntil === 'string' &&
    Date.parse(validUntil) <= Date.parse(validFrom)
  ) {
    return {
      ok: false,
      code: 'VALIDITY_EMPTY',
      faults: [{ path: '/validUntil', message: 'is not after validFrom' }],
    };
  }
  if (signer.verificationMethod.split('#')[0] !== idOf(unsigned['issuer'])) {
    return {
      ok: false,
      code: 'ISSUER_NOT_KEY_OWNER',
      faults: [{ path: '/issuer/id', message: 'is not the controller of the key' }],
    };
  }
  return { ok: true, document: await signDocument(unsigned, signer, created) };
}
