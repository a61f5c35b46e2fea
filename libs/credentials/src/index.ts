export type { Json, JsonObject } from './json/json.js';
export { bundledContexts, digestOfJson } from './contexts/bundled-contexts.js';
export {
  bundledDocumentLoader,
  ContextNotKnown,
  documentLoaderOver,
  type DocumentLoader,
} from './contexts/document-loader.js';
export {
  buildAchievementCredential,
  ACHIEVEMENT_CREDENTIAL_SCHEMA,
} from './documents/achievement-credential.js';
export { achievementCredentialFaults, type SchemaFault } from './documents/achievement-credential-schema.js';
export type {
  AchievementDetails,
  AlignmentDetails,
  CredentialDetails,
  IssuerProfile,
  ResultDetails,
} from './documents/credential-details.js';
export { issueCredential, type Issuance } from './documents/issue-credential.js';
export { didDocumentOf, keysInDidDocument, type DidDocument } from './issuers/did-document.js';
export { didKeyOf, resolveDidKey } from './issuers/did-key.js';
export { didWebAddress, didWebOfIssuer } from './issuers/did-web.js';
export {
  exportPrivateKey,
  importPrivateKey,
  keyIdOf,
  newSigningKey,
  type SigningKey,
} from './issuers/keys.js';
export type { IssuerKey, KeyState, KeyTransition } from './issuers/key-history.js';
export { readMultikey, writeMultikey } from './issuers/multikey.js';
export { seal, SealBroken, unseal, type SealBinding } from './issuers/sealing.js';
export { canonicalForm, type CanonicalForm } from './proofs/canonical-form.js';
export {
  checkSignature,
  DocumentNotCanonical,
  signDocument,
  type DataIntegrityProof,
  type ProofSigner,
} from './proofs/data-integrity.js';
export {
  bitAt,
  decodeBitstring,
  emptyBitstring,
  encodeBitstring,
  setBit,
  STATUS_LIST_LENGTH,
  type Bitstring,
} from './status/bitstring.js';
export { indexPermutation } from './status/index-permutation.js';
export {
  statusesOf,
  type FoundStatus,
  type StatusPurpose,
  type StatusReference,
} from './status/status-entry.js';
export {
  buildStatusListCredential,
  readStatusList,
  type StatusListDetails,
  type StatusReading,
} from './status/status-list-credential.js';
export type {
  IssuerEvidence,
  StatusChange,
  StatusObservation,
  VerificationEvidence,
  VerificationOptions,
} from './verification/evidence.js';
export type { Outcome, StepName, StepResult, Verdict, VerificationResult } from './verification/verdict.js';
export { verifyCredential } from './verification/verify-credential.js';
