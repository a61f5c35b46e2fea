import { CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS } from '../contexts/bundled-contexts.js';
import type { JsonObject } from '../json/json.js';
import { wholeSeconds } from '../proofs/data-integrity.js';
import type {
  AchievementDetails,
  AlignmentDetails,
  CredentialDetails,
  IssuerProfile,
  ResultDescriptionDetails,
  ResultDetails,
} from './credential-details.js';
import { statusEntryOf } from '../status/status-entry.js';

export const ACHIEVEMENT_CREDENTIAL_SCHEMA =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

/**
 * The unsigned Open Badges 3.0 credential (credentials text, section 2): a pure function of its input, so that the same award gives
 * the same bytes. Members that may repeat are always arrays, absent ones are left out.
 */
export function buildAchievementCredential(details: CredentialDetails): JsonObject {
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS],
    id: details.credentialId,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: details.achievement.name,
    issuer: profileOf(details.issuer),
    validFrom: wholeSeconds(details.validFrom),
    ...(details.validUntil && { validUntil: wholeSeconds(details.validUntil) }),
    awardedDate: wholeSeconds(details.awardedDate),
    credentialSubject: {
      id: details.subjectId,
      type: ['AchievementSubject'],
      achievement: achievementOf(details.achievement),
      ...(details.results?.length && { result: details.results.map(resultOf) }),
      ...(details.creditsEarned !== undefined && { creditsEarned: details.creditsEarned }),
    },
    ...(details.evidence?.length && { evidence: details.evidence.map((evidence) => ({ type: ['Evidence'], ...withoutGaps(evidence) })) }),
    ...(details.status && { credentialStatus: statusEntryOf(details.status) }),
    credentialSchema: [{ id: ACHIEVEMENT_CREDENTIAL_SCHEMA, type: '1EdTechJsonSchemaValidator2019' }],
  };
}

export function profileOf(issuer: IssuerProfile): JsonObject {
  return {
    id: issuer.did,
    type: ['Profile'],
    name: issuer.name,
    url: issuer.url,
    ...(issuer.imageUrl && { image: imageOf(issuer.imageUrl) }),
  };
}

function achievementOf(achievement: AchievementDetails): JsonObject {
  return {
    id: achievement.id,
    type: ['Achievement'],
    achievementType: achievement.achievementType,
    name: achievement.name,
    description: achievement.description,
    criteria: {
      ...(achievement.criteriaUrl && { id: achievement.criteriaUrl }),
      narrative: achievement.criteriaNarrative,
    },
    version: achievement.version,
    inLanguage: achievement.inLanguage,
    ...(achievement.imageUrl && { image: imageOf(achievement.imageUrl) }),
    ...(achievement.tags.length && { tag: [...achievement.tags] }),
    ...(achievement.alignments.length && { alignment: achievement.alignments.map(alignmentOf) }),
    ...(achievement.creditsAvailable !== undefined && { creditsAvailable: achievement.creditsAvailable }),
    ...(achievement.resultDescriptions?.length && { resultDescription: achievement.resultDescriptions.map(resultDescriptionOf) }),
  };
}

function alignmentOf(alignment: AlignmentDetails): JsonObject {
  return { type: ['Alignment'], ...withoutGaps(alignment) };
}

function resultDescriptionOf({ allowedValue, rubricCriterionLevel, ...rest }: ResultDescriptionDetails): JsonObject {
  return {
    type: ['ResultDescription'],
    ...withoutGaps(rest),
    ...(allowedValue?.length && { allowedValue: [...allowedValue] }),
    ...(rubricCriterionLevel?.length && { rubricCriterionLevel: rubricCriterionLevel.map((level) => ({ type: ['RubricCriterionLevel'], ...withoutGaps(level) })) }),
  };
}

function resultOf(result: ResultDetails): JsonObject {
  return { type: ['Result'], ...withoutGaps(result) };
}

/** An Image's `type` is a plain string in the schema, unlike every other. */
function imageOf(url: string): JsonObject {
  return { id: url, type: 'Image' };
}

function withoutGaps(members: object): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  );
}
