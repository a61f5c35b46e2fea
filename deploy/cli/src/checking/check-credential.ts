import { type DocumentSource, gatherEvidence, readInput, type RecipientIdentifier, verifyCredential, type VerificationResult } from '@cairn/credentials';

export interface Check {
  /** Default: now. */
  readonly asOf?: Date;
  readonly recipient?: readonly RecipientIdentifier[];
  /** Where what the document rests on is looked up. */
  readonly source: DocumentSource;
}

/** Judges any credential on this machine: a file's bytes, whatever form they have. Faults of the document are findings. */
export async function checkCredential(bytes: Uint8Array, { asOf, recipient, source }: Check): Promise<VerificationResult> {
  const reading = readInput(bytes);
  const evidence = reading.ok ? await gatherEvidence(reading.read, { source }) : { issuer: nothingAsked, status: [] };
  // Evidence is gathered a moment after it was asked for; a check of now is one of now, not of that moment before.
  return verifyCredential(bytes, evidence, { asOf: asOf ?? new Date(), recipient });
}

const nothingAsked = { outcome: 'NOT_OBTAINABLE', detail: 'nothing could be read that names an issuer' } as const;
