import { isObject, listOf, stringsOf, type JsonObject } from '../json/json.js';
import type { CredentialFormat } from '../verification/read-credential.js';

/** Which kind of statement a JSON object makes, by its own types; what is none of the known ones is left to the later steps. */
export type StatementKind = 'OB3' | 'CLR2' | 'ENDORSEMENT' | 'VC' | 'OB2' | 'OB1';

export function statementKind(document: JsonObject): StatementKind {
  const types = stringsOf(document['type']);
  if (types.includes('ClrCredential')) return 'CLR2';
  if (types.includes('OpenBadgeCredential') || types.includes('AchievementCredential')) return 'OB3';
  if (types.includes('EndorsementCredential')) return 'ENDORSEMENT';
  if (types.includes('VerifiableCredential')) return 'VC';
  if (stringsOf(document['@context']).some((context) => OPEN_BADGES_2.test(context))) return 'OB2';
  if (isOpenBadge1(document)) return 'OB1';
  return types.includes('Assertion') ? 'OB2' : 'VC';
}

export function embeddedFormat(kind: StatementKind): CredentialFormat {
  return EMBEDDED[kind];
}

export function compactFormat(kind: StatementKind): CredentialFormat {
  return COMPACT[kind];
}

export function isPresentation(document: JsonObject): boolean {
  return stringsOf(document['type']).includes('VerifiablePresentation');
}

export function isEnvelope(document: JsonObject): boolean {
  return stringsOf(document['type']).includes('EnvelopedVerifiableCredential');
}

const OPEN_BADGES_2 = /^https:\/\/w3id\.org\/openbadges\/v2$/;

/** 1.0 and 1.1 state how to verify themselves; 0.5 holds its whole badge, with a version. */
function isOpenBadge1(document: JsonObject): boolean {
  if (document['badge'] === undefined || document['recipient'] === undefined) return false;
  return (
    isObject(document['verify']) || (isObject(document['badge']) && !listOf(document['@context']).length)
  );
}

const EMBEDDED: Record<StatementKind, CredentialFormat> = {
  OB3: 'OB3_LD',
  CLR2: 'CLR2_LD',
  ENDORSEMENT: 'ENDORSEMENT_LD',
  VC: 'VC_LD',
  OB2: 'OB2_HOSTED',
  OB1: 'OB1',
};

const COMPACT: Record<StatementKind, CredentialFormat> = {
  OB3: 'OB3_JWT',
  CLR2: 'CLR2_JWT',
  ENDORSEMENT: 'ENDORSEMENT_JWT',
  VC: 'OB3_JWT',
  OB2: 'OB2_SIGNED',
  OB1: 'OB1',
};
