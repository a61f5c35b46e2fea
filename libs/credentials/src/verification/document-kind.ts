import { CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_3 } from '../contexts/bundled-contexts.js';
import { isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';

const OPEN_BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential'];

export function isOpenBadge(document: JsonObject): boolean {
  return stringsOf(document['type']).some((type) => OPEN_BADGE_TYPES.includes(type));
}

export function isEndorsement(document: JsonObject): boolean {
  return stringsOf(document['type']).includes('EndorsementCredential');
}

export function isLearnerRecord(document: JsonObject): boolean {
  return stringsOf(document['type']).includes('ClrCredential');
}

/** Verifiable Credentials 1.1, the base of Open Badges 3.0 before its final version. */
export function usesDataModel1(document: JsonObject): boolean {
  return listOf(document['@context'])[0] === CREDENTIALS_V1;
}

/** When a credential says it begins and ends to hold; 1.1 has other names for it than 2.0. */
export function validityOf(document: JsonObject): { from: Json | undefined; until: Json | undefined } {
  return usesDataModel1(document)
    ? { from: document['issuanceDate'], until: document['expirationDate'] }
    : { from: document['validFrom'], until: document['validUntil'] };
}

/**
 * A 1.1 document, and every one embedded in it, in the words of 2.0, which is what the schemas at hand are written for. Contexts are
 * set to what the schemas expect, because step 2 judges them. For checking shapes, never to verify a proof.
 */
export function inDataModel2(document: JsonObject): JsonObject {
  return isAnywhereModel1(document) ? translated(document) : document;
}

/** Most documents are of 2.0 throughout, and need no copy. */
function isAnywhereModel1(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(isAnywhereModel1);
  return isObject(value) && (usesDataModel1(value) || Object.values(value).some(isAnywhereModel1));
}

function translated(document: JsonObject): JsonObject {
  const members = Object.entries(document).map(([name, value]) => [name, embedded(value)] as const);
  const whole: JsonObject = Object.fromEntries(members);
  if (!usesDataModel1(document)) return whole;
  const { issuanceDate, expirationDate, ...rest } = whole;
  return {
    ...rest,
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3],
    ...(issuanceDate !== undefined && { validFrom: issuanceDate }),
    ...(expirationDate !== undefined && { validUntil: expirationDate }),
  };
}

function embedded(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => embedded(item) ?? null);
  return isObject(value) ? translated(value) : value;
}
