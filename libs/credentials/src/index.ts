export { idOf, type Json, type JsonObject } from './json/json.js';
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
export { achievementCredentialFaults, type SchemaFault, endorsementCredentialFaults } from './schemas/bundled-schemas.js';
export {
  buildClrCredential,
  CLR_2,
  type ClrAchievement,
  type ClrAssociation,
  type ClrAssociationType,
  type ClrDetails,
} from './documents/clr-credential.js';
export {
  buildEndorsementCredential,
  ENDORSEMENT_CREDENTIAL_SCHEMA,
  type EndorsementDetails,
} from './documents/endorsement-credential.js';
export {
  embedEndorsements,
  endorsementDepth,
  ENDORSEMENT_DEPTH_MAX,
  ENDORSEMENTS_EMBEDDED_MAX,
  type EmbeddableEndorsements,
} from './documents/endorsement-embedding.js';
export type {
  AchievementDetails,
  AlignmentDetails,
  CredentialDetails,
  EvidenceDetails,
  IssuerProfile,
  LevelDetails,
  ResultDescriptionDetails,
  ResultDetails,
} from './documents/credential-details.js';
export { issuanceRefusal, issueCredential, type Issuance } from './documents/issue-credential.js';
export { bakePng } from './formats/bake-png.js';
export { bakeSvg } from './formats/bake-svg.js';
export type { CredentialKeyword } from './formats/png-credential.js';
export { INPUT_BYTES_MAX, readInput } from './formats/read-input.js';
export type { Reading, Refusal as ReadingRefusal } from './formats/reading.js';
export { unbake } from './formats/unbake.js';
export { sparingSource, type DocumentSource, type SourceKind } from './gathering/document-source.js';
export { gatherEvidence, type Gathering } from './gathering/gather-evidence.js';
export { issueCredentialText, type TextIssuance } from './documents/issue-credential-text.js';
export { didDocumentOf, type DidDocument, type VerificationMethod } from './issuers/did-document.js';
export { keysInDidDocument } from './issuers/read-did-document.js';
export { didKeyOf, resolveDidKey } from './issuers/did-key.js';
export { didWebAddress, didWebOfIssuer } from './issuers/did-web.js';
export {
  exportPrivateKey,
  importPrivateKey,
  keyIdOf,
  newSigningKey,
  verificationMethodOf,
  type Ed25519SigningKey,
  type JwkSigningKey,
  type SigningKey,
} from './issuers/keys.js';
export type { KeyAlgorithm } from './issuers/key-algorithm.js';
export { type HolderProof, proofAlgorithms, readHolderProof } from './issuers/holder-proof.js';
export { algorithmOfJwk, jwkThumbprint, publicJwkOf, readPublicJwk, type PublicJwk } from './issuers/jwk.js';
export { listedKey } from './issuers/listed-key.js';
export { jwkOf, readPublicKey, type PublicKey, type WrittenKey } from './issuers/public-key.js';
export { signatureHolds, signerOf, type Signer } from './issuers/signer.js';
export type { IssuerKey, KeyState, KeyTransition } from './issuers/key-history.js';
export { jwkOfMultikey, multikeyOfJwk, readMultikey, writeMultikey } from './issuers/multikey.js';
export { seal, SealBroken, unseal, type SealBinding } from './issuers/sealing.js';
export { compactJws, DocumentNotTokenisable, envelopeOf, signJwt, signVcJose } from './jose/sign-jwt.js';
export { addJcsProof, checkJcsSignature } from './proofs/eddsa-jcs.js';
export { isOlderOpenBadge } from './open-badges-2/open-badge-2-steps.js';
export { readOpenBadge2, type BadgeClaims } from './open-badges-2/read-open-badge-2.js';
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
export type { AlikeDefinition, AuthorityEvidence, DefinitionEvidence, KnownMandate, PublishedDefinition } from './verification/definition-evidence.js';
export { definitionDigest, definitionIn, type DefinitionText } from './verification/definition-text.js';
export { decisiveCode, endorsementsIn, type EmbeddedEndorsement, type EndorsementFinding } from './verification/endorsement-findings.js';
export type {
  FoundDocument,
  IssuerEvidence,
  RecipientIdentifier,
  StatusChange,
  StatusObservation,
  VerificationEvidence,
  VerificationOptions,
} from './verification/evidence.js';
export { credentialsIn, type NestedFinding } from './verification/nested-findings.js';
export { parseStep } from './verification/parse-step.js';
export { isSameIdentity } from './verification/recipient-hash.js';
export { identitiesIn, subjectStep, type StatedIdentity } from './verification/subject-step.js';
export { trustAt, type TrustEntry, type TrustFinding } from './verification/trust-evidence.js';
export type { Outcome, StepName, StepResult, Verdict, VerificationResult } from './verification/verdict.js';
export { verifyCredential } from './verification/verify-credential.js';
export type { CredentialFormat, ReadCredential } from './verification/read-credential.js';
export {
  verifyPresentation,
  type PresentationFinding,
  type PresentationQuestion,
} from './verification/verify-presentation.js';
export { dataModelFaults } from './verification/data-model.js';
export { readJson } from './json/read-json.js';
export { isObject as isJsonObject } from './json/json.js';
export { OPEN_BADGE_VCT, signSdJwt, type SdJwtOptions } from './selective-disclosure/sign-sd-jwt.js';
export { withDisclosures } from './selective-disclosure/sd-jwt-parts.js';
export {
  deriveSelective,
  MANDATORY_POINTERS,
  signSelectiveBase,
  type SelectiveFault,
  type SelectiveOutcome,
} from './selective-disclosure/ecdsa-sd.js';
