/** A file or link of a case as stored. Its name and address are under the case's seal. */
export interface Evidence {
  readonly id: string;
  readonly tenant: string;
  readonly submission: string;
  readonly requirement: string;
  readonly kind: 'FILE' | 'LINK';
  /** The record under whose name the object lies (Submission.sealedFor). */
  readonly sealedFor: string;
  /** What the earner calls it, sealed. */
  readonly name: Buffer | null;
  /** What it is called for those who must not know whose it is: `artefact-1.docx`, `artefact-2` for a link. */
  readonly blindName: string;
  readonly mediaType: string | null;
  readonly bytes: number | null;
  /** SHA-256 of the bytes that are served, in hexadecimal. */
  readonly digest: string | null;
  /** Address of a link, sealed. */
  readonly url: Buffer | null;
  /** Whether the next filing would hold it. */
  readonly inDraft: boolean;
  readonly addedAt: Date;
}

/** By what the name of a file and the address of a link are sealed (see CaseSeal). */
export const nameField = (evidence: string): string => `evidence name ${evidence}`;
export const urlField = (evidence: string): string => `evidence url ${evidence}`;
