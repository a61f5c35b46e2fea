import type { Json, JsonObject, ReadCredential } from '@cairn/credentials';

/** A name of the person in a credential: plain, or the hash of one. */
export type Recipient = { readonly kind: 'PLAIN'; readonly value: string } | { readonly kind: 'HASHED'; readonly hash: string; readonly salt: string };

/** What a document from elsewhere says of itself. Nothing of it is believed before it was checked. */
export interface DocumentFacts {
  readonly id: string | null;
  /** A DID or an address; empty where the document names none. */
  readonly issuer: string;
  readonly issuerName: string | null;
  readonly achievement: string | null;
  readonly achievementName: string | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly recipients: readonly Recipient[];
}

/** Reads an Open Badges 3.0 or other W3C credential, or an Open Badges 1 or 2 assertion. */
export const factsOf = ({ format, document }: Pick<ReadCredential, 'format' | 'document'>): DocumentFacts =>
  format.startsWith('OB2') || format === 'OB1' ? ofAssertion(document) : ofCredential(document);

function ofCredential(document: JsonObject): DocumentFacts {
  const { issuer } = document;
  const subject = one(document['credentialSubject']);
  const achievement = one(subject['achievement']);
  const id = text(subject['id']);
  return {
    id: text(document['id']),
    issuer: nameOf(issuer),
    issuerName: text(object(issuer)['name']) ?? null,
    achievement: text(achievement['id']),
    achievementName: text(achievement['name']) ?? text(document['name']),
    validFrom: instant(document['validFrom'] ?? document['issuanceDate']),
    validUntil: instant(document['validUntil'] ?? document['expirationDate']),
    recipients: [...(id === null ? [] : [plain(id)]), ...listOf(subject['identifier']).map(identifier), ...email(subject)],
  };
}

function ofAssertion(document: JsonObject): DocumentFacts {
  const badge = object(document['badge']);
  const { issuer } = badge;
  const recipient = document['recipient'];
  return {
    id: text(document['id']) ?? text(document['uid']),
    issuer: nameOf(issuer) || origin(text(document['badge']) ?? text(document['id'])),
    issuerName: text(object(issuer)['name']),
    achievement: text(badge['id']) ?? text(document['badge']),
    achievementName: text(badge['name']),
    validFrom: instant(document['issuedOn'] ?? document['issued_on']),
    validUntil: instant(document['expires']),
    // Open Badges 0.5 has the salt beside the recipient.
    recipients: typeof recipient === 'string' ? [hashedOrPlain(recipient, text(document['salt']) ?? '', undefined)] : listOf(recipient).map(identifier),
  };
}

/** An IdentityObject of Open Badges 2.0 or 3.0. */
function identifier(given: Json): Recipient {
  const { identity, identityHash, hashed, salt } = object(given);
  return hashedOrPlain(text(identityHash) ?? text(identity) ?? '', text(salt) ?? '', hashed);
}

function hashedOrPlain(value: string, salt: string, hashed: Json | undefined): Recipient {
  const isHash = hashed === true || (hashed !== false && /^(sha256|md5)\$/i.test(value));
  return isHash ? { kind: 'HASHED', hash: value, salt } : plain(value);
}

const plain = (value: string): Recipient => ({ kind: 'PLAIN', value });
const email = (subject: JsonObject): Recipient[] => (typeof subject['email'] === 'string' ? [plain(subject['email'])] : []);

/** The id of a profile, which may be given by its id alone. */
const nameOf = (profile: Json | undefined): string => text(profile) ?? text(object(profile)['id']) ?? '';

const origin = (address: string | null): string => (address !== null && URL.canParse(address) ? new URL(address).origin : '');
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const one = (value: Json | undefined): JsonObject => object(listOf(value)[0]);
const object = (value: Json | undefined): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
const text = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

function instant(value: Json | undefined): Date | null {
  const at = typeof value === 'string' ? new Date(value) : typeof value === 'number' ? new Date(value * 1_000) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}
