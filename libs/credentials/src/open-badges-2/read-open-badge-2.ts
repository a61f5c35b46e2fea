import { idOf, isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import type { FoundDocument } from '../verification/evidence.js';
import type { ReadCredential } from '../verification/read-credential.js';
import { linkedBadge, type Linked } from './linked-documents.js';
import { readDate } from './shape.js';

/** What an older badge says, in the words this registry uses for credentials. Texts are as written, never trusted as markup. */
export interface BadgeClaims {
  credentialId?: string;
  issuer: { id?: string; name?: string; url?: string };
  achievement: {
    id?: string;
    name?: string;
    description?: string;
    criteriaUrl?: string;
    criteriaNarrative?: string;
    imageUrl?: string;
    tags: string[];
    alignments: { targetName: string; targetUrl: string }[];
  };
  recipient?: { type: string; identity: string; hashed: boolean; salt?: string };
  awardedAt?: Date;
  validUntil?: Date;
  narrative?: string;
  evidence: { url?: string; narrative?: string }[];
}

/**
 * The claims of a badge of Open Badges 2.0 or before, and what of it has no place in them.
 * @returns lost: paths such as `badge.version`, sorted; nothing is dropped without being named there
 */
export function readOpenBadge2(
  read: ReadCredential,
  found: readonly FoundDocument[],
): { claims: BadgeClaims; lost: string[] } {
  const { assertion, badge, issuer } = linkedBadge(read, found);
  const badgeDocument = documentOf(badge);
  const issuerDocument = documentOf(issuer);
  const claims: BadgeClaims = {
    credentialId: idOf(assertion['id']),
    issuer: {
      id: addressAt(issuer) ?? idOf(issuerDocument['id']),
      name: text(issuerDocument['name']),
      url: text(issuerDocument['url']),
    },
    achievement: {
      id: addressAt(badge) ?? idOf(badgeDocument['id']),
      name: text(badgeDocument['name']),
      description: text(badgeDocument['description']),
      ...criteriaOf(badgeDocument['criteria']),
      imageUrl: addressOf(badgeDocument['image']),
      tags: stringsOf(badgeDocument['tags']),
      alignments: alignmentsOf(badgeDocument),
    },
    recipient: recipientOf(assertion['recipient']),
    awardedAt: readDate(assertion['issuedOn']),
    validUntil: readDate(assertion['expires']),
    narrative: text(assertion['narrative']),
    evidence: listOf(assertion['evidence']).flatMap(evidenceOf),
  };
  const lost = [
    ...unmapped(assertion, ASSERTION_MEMBERS, ''),
    ...unmapped(badgeDocument, BADGE_MEMBERS, 'badge.'),
    ...unmapped(issuerDocument, ISSUER_MEMBERS, 'issuer.'),
    ...listOf(assertion['evidence'])
      .filter(isObject)
      .flatMap((one) => unmapped(one, EVIDENCE_MEMBERS, 'evidence[].')),
    ...listOf(badgeDocument['alignment'])
      .filter(isObject)
      .flatMap((one) => unmapped(one, ALIGNMENT_MEMBERS, 'badge.alignment[].')),
  ];
  return { claims, lost: [...new Set(lost)].sort() };
}

/** Members that are mapped, or that say how the badge proves itself. */
const ASSERTION_MEMBERS = [
  'id',
  'uid',
  'recipient',
  'badge',
  'issuedOn',
  'expires',
  'narrative',
  'evidence',
  'verification',
  'revoked',
  'salt',
];
const BADGE_MEMBERS = ['id', 'name', 'description', 'criteria', 'image', 'tags', 'alignment', 'issuer'];
const EVIDENCE_MEMBERS = ['id', 'narrative'];
const ALIGNMENT_MEMBERS = ['targetName', 'targetUrl', 'name', 'url'];
const ISSUER_MEMBERS = ['id', 'name', 'url', 'verification', 'publicKey', 'revocationList'];

function unmapped(document: JsonObject, mapped: string[], path: string): string[] {
  const passedOver = new Set([...mapped, '@context', 'type']);
  return Object.keys(document)
    .filter((member) => document[member] !== undefined && !passedOver.has(member))
    .map((member) => `${path}${member}`);
}

/** Where it was found: a document may call itself by another address of its host. */
function addressAt(part: Linked): string | undefined {
  return part.state === 'TEXT' ? undefined : part.url;
}

function documentOf(part: Linked): JsonObject {
  return part.state === 'READ' ? part.document : {};
}

function criteriaOf(criteria: Json | undefined): { criteriaUrl?: string; criteriaNarrative?: string } {
  if (!isObject(criteria)) return { criteriaUrl: text(criteria) };
  return { criteriaUrl: idOf(criteria), criteriaNarrative: text(criteria['narrative']) };
}

function alignmentsOf(badge: JsonObject): { targetName: string; targetUrl: string }[] {
  return listOf(badge['alignment'])
    .filter(isObject)
    .flatMap((one) => {
      const [targetName, targetUrl] = [
        text(one['targetName'] ?? one['name']),
        text(one['targetUrl'] ?? one['url']),
      ];
      return targetName && targetUrl ? [{ targetName, targetUrl }] : [];
    });
}

function recipientOf(recipient: Json | undefined): BadgeClaims['recipient'] {
  if (!isObject(recipient)) return undefined;
  const [type, identity] = [stringsOf(recipient['type'])[0], text(recipient['identity'])];
  if (!type || !identity) return undefined;
  return { type, identity, hashed: recipient['hashed'] === true, salt: text(recipient['salt']) };
}

function evidenceOf(evidence: Json): { url?: string; narrative?: string }[] {
  if (typeof evidence === 'string') return [{ url: evidence }];
  return isObject(evidence)
    ? [{ url: addressOf(evidence['id']), narrative: text(evidence['narrative']) }]
    : [];
}

/** Pictures may be embedded as data: addresses, and evidence may be a blank node; neither is an address. */
function addressOf(value: Json | undefined): string | undefined {
  const id = idOf(value);
  return id && /^https?:\/\//.test(id) ? id : undefined;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() ? value : undefined;
}
