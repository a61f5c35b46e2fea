import { idOf, isObject, listOf, stringsOf, type JsonObject } from '../json/json.js';
import type { RecipientIdentifier } from './evidence.js';
import { isSameIdentity } from './recipient-hash.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('subject');

/** One way in which a document says who it is about. */
export interface StatedIdentity {
  /** As RecipientIdentifier.type. */
  type: string;
  hash: string;
  hashed: boolean;
  salt: string;
}

/** Step 13, only if asked. One of the recipient's identifiers is one that the document names, plainly or hashed. */
export function subjectStep(document: JsonObject, recipient: readonly RecipientIdentifier[] | undefined): StepResult {
  if (!recipient?.length) return report.notApplicable('RECIPIENT_NOT_ASKED', 'It was not asked whom the document is about.');
  const stated = identitiesIn(document);
  if (!stated.length) return report.unknown('RECIPIENT_NOT_STATED', 'The document names nobody by anything that could be compared.');
  const comparable = stated.filter(({ type }) => recipient.some((one) => sameType(one.type, type)));
  if (!comparable.length) {
    const types = [...new Set(stated.map(({ type }) => type))].join(', ');
    return report.unknown('RECIPIENT_TYPE_NOT_GIVEN', `The document names its recipient by ${types}, which was not given.`);
  }
  const isMatch = comparable.some((identity) => recipient.some((one) => sameType(one.type, identity.type) && isSameIdentity(identity, one.value)));
  return isMatch
    ? report.valid('RECIPIENT_MATCHES', 'The document is about the recipient given.')
    : report.invalid('RECIPIENT_DIFFERS', 'The document is about another recipient than the one given.');
}

/** All ways in which a document of Open Badges 3.0 or 2.0 says whom it is about. */
export function identitiesIn(document: JsonObject): StatedIdentity[] {
  const subjects = listOf(document['credentialSubject']).filter(isObject);
  const ids = subjects.flatMap((subject) => idOf(subject) ?? []);
  const objects = subjects.flatMap((subject) => listOf(subject['identifier']).filter(isObject));
  const recipients = listOf(document['recipient']).filter(isObject);
  return [
    ...ids.flatMap((id) => plainIdentity(id) ?? []),
    ...objects.map((one) => identity(textOf(one['identityType']) ?? 'identifier', one['identityHash'], one)),
    ...recipients.map((one) => identity(RECIPIENT_TYPES[stringsOf(one['type'])[0] ?? ''] ?? 'identifier', one['identity'], one)),
  ];
}

function plainIdentity(id: string): StatedIdentity | undefined {
  const plain = (type: string, hash: string) => ({ type, hash, hashed: false, salt: '' });
  if (id.startsWith('did:')) return plain('did', id);
  return id.startsWith('mailto:') ? plain('emailAddress', id.slice('mailto:'.length)) : undefined;
}

function identity(type: string, hash: unknown, { hashed, salt }: JsonObject): StatedIdentity {
  return { type, hash: textOf(hash) ?? '', hashed: hashed === true, salt: textOf(salt) ?? '' };
}

/** Open Badges 2.0 writes types of profile properties. */
const RECIPIENT_TYPES: Record<string, string> = { email: 'emailAddress', telephone: 'phoneNumber', url: 'url', id: 'did' };
const sameType = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
