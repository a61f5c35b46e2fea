import { CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS } from '../contexts/bundled-contexts.js';
import type { JsonObject } from '../json/json.js';
import { wholeSeconds } from '../proofs/data-integrity.js';
import { statusEntryOf, type StatusReference } from '../status/status-entry.js';
import { profileOf } from './achievement-credential.js';
import type { IssuerProfile } from './credential-details.js';

export const CLR_2 = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';

/** Of the association types of CLR 2.0 those that follow from the structure of a pathway. */
export type ClrAssociationType = 'isChildOf' | 'isPartOf' | 'precedes';

/** How one achievement or credential of a record stands to another. Both are ids that occur in the record. */
export interface ClrAssociation {
  readonly type: ClrAssociationType;
  readonly sourceId: string;
  readonly targetId: string;
}

/** An achievement that the record names without a credential of its own: the pathway, or a part of it. */
export interface ClrAchievement {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly criteriaNarrative: string;
  /** A term of Open Badges 3.0 or `ext:…`. */
  readonly achievementType: string;
}

/** All that a comprehensive learner record says. Instants are written as UTC whole seconds. */
export interface ClrDetails {
  credentialId: string;
  issuer: IssuerProfile;
  name: string;
  subjectId: string;
  validFrom: Date;
  /** Signed credentials as they are; each keeps its own proof. */
  credentials: readonly JsonObject[];
  achievements: readonly ClrAchievement[];
  associations: readonly ClrAssociation[];
  status: StatusReference;
}

/**
 * The unsigned ClrCredential of CLR 2.0: a pure function of its input. Its context stands between that of the data model
 * and that of Open Badges. It names no schema, because 1EdTech publishes none that a reader could have at hand.
 */
export function buildClrCredential(details: ClrDetails): JsonObject {
  return {
    '@context': [CREDENTIALS_V2, CLR_2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS],
    id: details.credentialId,
    type: ['VerifiableCredential', 'ClrCredential'],
    name: details.name,
    issuer: profileOf(details.issuer),
    validFrom: wholeSeconds(details.validFrom),
    awardedDate: wholeSeconds(details.validFrom),
    credentialSubject: {
      id: details.subjectId,
      type: ['ClrSubject'],
      verifiableCredential: [...details.credentials],
      ...(details.achievements.length > 0 && { achievement: details.achievements.map(achievementOf) }),
      ...(details.associations.length > 0 && { association: details.associations.map(associationOf) }),
    },
    credentialStatus: statusEntryOf(details.status),
  };
}

function achievementOf({ id, name, description, criteriaNarrative, achievementType }: ClrAchievement): JsonObject {
  return { id, type: ['Achievement'], achievementType, name, description, criteria: { narrative: criteriaNarrative } };
}

function associationOf({ type, sourceId, targetId }: ClrAssociation): JsonObject {
  return { type: ['Association'], associationType: type, sourceId, targetId };
}
