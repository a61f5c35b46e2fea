import type { JsonObject } from '../json/json.js';
import { idOf } from '../json/json.js';
import { signDocument, type DataIntegrityProof, type ProofSigner } from '../proofs/data-integrity.js';
import { achievementCredentialFaults, type SchemaFault } from '../schemas/bundled-schemas.js';

export type Issuance = { ok: true; document: JsonObject & { proof: [DataIntegrityProof] } } | IssuanceRefusal;

export interface IssuanceRefusal {
  ok: false;
  code: 'SCHEMA_NOT_MET' | 'VALIDITY_EMPTY' | 'ISSUER_NOT_KEY_OWNER';
  faults: SchemaFault[];
}

/** Lints an unsigned achievement credential and signs it. Nothing that our own verifier would refuse for its shape gets a signature. */
export async function issueCredential(
  unsigned: JsonObject,
  signer: ProofSigner,
  created: Date,
): Promise<Issuance> {
  return issuanceRefusal(unsigned, signer) ?? { ok: true, document: await signDocument(unsigned, signer, created) };
}

/** Why an unsigned achievement credential is not to be signed, in whatever form; undefined when nothing speaks against it. */
export function issuanceRefusal(unsigned: JsonObject, { verificationMethod }: Pick<ProofSigner, 'verificationMethod'>): IssuanceRefusal | undefined {
  const faults = achievementCredentialFaults(unsigned);
  if (faults.length) return { ok: false, code: 'SCHEMA_NOT_MET', faults };
  const { validFrom, validUntil } = unsigned;
  if (typeof validFrom === 'string' && typeof validUntil === 'string' && Date.parse(validUntil) <= Date.parse(validFrom)) {
    return { ok: false, code: 'VALIDITY_EMPTY', faults: [{ path: '/validUntil', message: 'is not after validFrom' }] };
  }
  if (verificationMethod.split('#')[0] !== idOf(unsigned['issuer'])) {
    return { ok: false, code: 'ISSUER_NOT_KEY_OWNER', faults: [{ path: '/issuer/id', message: 'is not the controller of the key' }] };
  }
  return undefined;
}
