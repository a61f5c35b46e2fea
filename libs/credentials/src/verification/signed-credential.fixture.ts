import { buildAchievementCredential } from '../documents/achievement-credential.js';
import type { CredentialDetails } from '../documents/credential-details.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import type { IssuerKey, KeyState } from '../issuers/key-history.js';
import { keyIdOf, newSigningKey } from '../issuers/keys.js';
import { signDocument } from '../proofs/data-integrity.js';
import type { StatusObservation, VerificationEvidence, VerificationOptions } from './evidence.js';
import type { StepName, VerificationResult } from './verdict.js';
import { verifyCredential } from './verify-credential.js';

/** An invented issuer with one key, a credential it signed, and evidence about both, in the words the specs use. */
export const did = aCredential().issuer.did;
export const key = newSigningKey();
export const keyId = keyIdOf(did, key.publicKeyMultibase);
export const signer = { privateKey: key.privateKey, verificationMethod: keyId };
export const day = (date: string) => new Date(`${date}T12:00:00Z`);
export const created = new Date('2026-03-01T10:05:00Z');
export const asOf = day('2026-06-01');

const sign = (over: Partial<CredentialDetails> = {}) =>
  signDocument(buildAchievementCredential(aCredential(over)), signer, created);
export const signed = await sign();

export const historyOf = (...steps: [KeyState, string][]): IssuerKey => ({
  id: keyId,
  controller: did,
  publicKeyMultibase: key.publicKeyMultibase,
  history: steps.map(([state, at]) => ({ state, at: day(at), recordedAt: day(at) })),
});
export const inUse: [KeyState, string][] = [
  ['PRE_PUBLISHED', '2026-01-01'],
  ['ACTIVE', '2026-01-02'],
];
export const issuerWith = (...keys: IssuerKey[]): VerificationEvidence['issuer'] => ({
  outcome: 'KNOWN',
  id: did,
  keys,
  observedAt: asOf,
});
export const fromList = (value: boolean, at = asOf): StatusObservation => ({
  source: 'STATUS_LIST',
  purpose: 'revocation',
  listUrl: 'https://registry.example/status/1',
  index: 94567,
  outcome: 'READ',
  value,
  observedAt: at,
});
export const fromAward = (
  purpose: 'revocation' | 'suspension',
  ...changes: [boolean, string][]
): StatusObservation => ({
  source: 'AWARD_STATE',
  purpose,
  outcome: 'READ',
  value: changes.at(-1)?.[0] ?? false,
  observedAt: asOf,
  changes: changes.map(([value, at]) => ({ value, at: day(at), recordedAt: day(at) })),
});

export const verify = (
  input: object | string | Uint8Array,
  over: Partial<VerificationEvidence> = {},
  options: Partial<VerificationOptions> = {},
) =>
  verifyCredential(
    input,
    { issuer: issuerWith(historyOf(...inUse)), status: [fromList(false)], ...over },
    { asOf, ...options },
  );
export const finding = (result: VerificationResult, step: StepName) => {
  const found = result.steps.find((candidate) => candidate.step === step);
  return `${found?.outcome} ${found?.code}`;
};
