import { readdirSync, readFileSync } from 'node:fs';
import {
  readInput,
  verifyCredential,
  type IssuerKey,
  type JsonObject,
  type ReadCredential,
  type VerificationEvidence,
} from '@cairn/credentials';
import { publicData } from '@cairn/testkit';

/**
 * The sample files of 1EdTech's public validator, positive and negative. What its own tests expect of a file is the expectation here;
 * where ours differs, the reason stands beside it. No network: issuers are taken to list the keys their samples are signed with,
 * and every other document comes from the sample folder.
 */
const { path: samples, missing } = publicData('credentials');

/** Why the samples cannot be tried here; undefined when they can. */
export const samplesMissing = missing;
export const observedAt = new Date('2026-11-01T00:00:00Z');
export const bytesOf = (file: string) => readFileSync(`${samples}/${file}`);
export const filesIn = (folder: string) => readdirSync(`${samples}/${folder}`);

export function readOf(file: string): ReadCredential {
  const reading = readInput(bytesOf(file));
  if (!reading.ok) throw new Error(`${file}: ${reading.message}`);
  return reading.read;
}

/** An issuer that answers to the name in the document and lists whatever key it was signed with, as its own. */
export function trustingEvidence({ document, header }: ReadCredential): VerificationEvidence {
  const issuer = document['issuer'];
  const id = typeof issuer === 'string' ? issuer : String((issuer as JsonObject | undefined)?.['id']);
  const methods = [document['proof']].flat().flatMap((proof) => {
    const method = (proof as JsonObject | undefined)?.['verificationMethod'];
    return typeof method === 'string' ? [method] : [];
  });
  const embedded = methods.map((method): IssuerKey => ({
    id: method,
    controller: id,
    publicKeyMultibase: method.split('#')[1],
    history: [],
  }));
  const jwk = header?.['jwk'] as unknown as IssuerKey['publicKeyJwk'];
  const compact: IssuerKey[] = jwk
    ? [{ id: `${id}#key`, controller: id, publicKeyJwk: jwk, history: [] }]
    : [];
  return { issuer: { outcome: 'KNOWN', id, keys: [...embedded, ...compact], observedAt }, status: [] };
}

export async function judged(file: string, over: Partial<VerificationEvidence> = {}) {
  const result = await verifyCredential(
    bytesOf(file),
    { ...trustingEvidence(readOf(file)), ...over },
    { asOf: observedAt },
  );
  const wanting = result.steps.filter(({ outcome }) => outcome === 'INVALID' || outcome === 'UNKNOWN');
  return {
    verdict: result.verdict,
    codes: wanting.map(({ step, code }) => `${step} ${code}`),
    nested: result.nested,
  };
}
