import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { buildAchievementCredential, type CredentialDetails, issueCredential } from '@cairn/credentials';

/** One document to make: what it says, who signs, and when. */
export interface IssuingJob {
  readonly details: CredentialDetails;
  readonly verificationMethod: string;
  readonly privateKey: KeyObject;
  readonly created: Date;
}

/** The document's exact text and its SHA-256, or why there is none. */
export type Issued = { readonly ok: true; readonly document: string; readonly digest: string } | { readonly ok: false; readonly fault: string };

/** Makes documents in the order of the jobs. About 15 ms of CPU each: call it off the event loop of a service. */
export async function issueAll(jobs: readonly IssuingJob[]): Promise<Issued[]> {
  const issued: Issued[] = [];
  for (const job of jobs) issued.push(await issue(job));
  return issued;
}

async function issue({ details, verificationMethod, privateKey, created }: IssuingJob): Promise<Issued> {
  try {
    const issuance = await issueCredential(buildAchievementCredential(details), { privateKey, verificationMethod }, created);
    if (!issuance.ok) {
      const [first] = issuance.faults;
      return { ok: false, fault: `${issuance.code} ${first ? `${first.path} ${first.message}` : ''}`.trim().slice(0, 500) };
    }
    const document = JSON.stringify(issuance.document);
    return { ok: true, document, digest: createHash('sha256').update(document).digest('hex') };
  } catch (error) {
    return { ok: false, fault: `NOT_CANONICAL ${error instanceof Error ? error.message : ''}`.slice(0, 500) };
  }
}
