import { gatherEvidence, parseStep, verifyCredential, type VerificationResult } from '@cairn/credentials';
import { fetchSource } from './fetch-source.js';

/** What is told where a check breaks off: it says nothing of the credential. */
export const brokenOff = 'The check broke off in this browser. That says nothing about the credential.';

/** Verifies a credential here, with what this browser finds out by itself. What it cannot find out stays unknown. */
export async function check(input: Uint8Array | string): Promise<VerificationResult> {
  const asOf = new Date();
  const { read } = parseStep(input);
  const evidence = read ? await gatherEvidence(read, { source: fetchSource }) : { issuer: { outcome: 'NOT_OBTAINABLE' as const, detail: 'nothing could be read' }, status: [] };
  // Evidence is observed while it is gathered, so the question is about the moment at which all of it is there.
  return verifyCredential(input, evidence, { asOf: read ? new Date() : asOf });
}
