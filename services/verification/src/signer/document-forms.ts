import { createHash } from 'node:crypto';
import {
  buildAchievementCredential,
  type CredentialDetails,
  issuanceRefusal,
  type JsonObject,
  signDocument,
  type Signer,
  signJwt,
  signSdJwt,
  signSelectiveBase,
  signVcJose,
} from '@cairn/credentials';
import type { CredentialForm } from '../signing/credential-form.js';
import type { Issued } from '../signing/issuing.js';
import { bothStatuses } from '../status-list/status-entries.js';

type Form = (unsigned: JsonObject, signer: Signer, created: Date) => Promise<string>;

/** How each form is written, from the same unsigned credential. */
const forms: Record<CredentialForm, Form> = {
  OB3_LD: async (unsigned, signer, created) => JSON.stringify(await signDocument(unsigned, signer, created)),
  OB3_JWT: (unsigned, signer) => signJwt(unsigned, signer),
  // The schema of Open Badges has room for one status; this form does not stand under it.
  VC_JOSE: (unsigned, signer) => signVcJose(bothStatuses(unsigned), signer),
  SD_JWT: (unsigned, signer) => signSdJwt(unsigned, signer),
  ECDSA_SD: async (unsigned, signer, created) => {
    const signed = await signSelectiveBase(unsigned, signer, created);
    if (!signed.ok) throw new Error(`${signed.code} ${signed.detail}`);
    return JSON.stringify(signed.document);
  },
};

/** Checks and writes one document in one form. Nothing that our own verifier would refuse for its shape gets a signature. */
export async function writeForm(details: CredentialDetails, form: CredentialForm, signer: Signer, created: Date): Promise<Issued> {
  try {
    const unsigned = buildAchievementCredential(details);
    const refusal = issuanceRefusal(unsigned, signer);
    if (refusal) {
      const [first] = refusal.faults;
      return { ok: false, fault: `${refusal.code} ${first ? `${first.path} ${first.message}` : ''}`.trim().slice(0, 500) };
    }
    const document = await forms[form](unsigned, signer, created);
    return { ok: true, document, digest: createHash('sha256').update(document).digest('hex') };
  } catch (error) {
    return { ok: false, fault: `NOT_SIGNED ${error instanceof Error ? error.message : ''}`.slice(0, 500) };
  }
}
