import { idOf, isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import { readInstant } from '../verification/instant.js';
import { extensionFaults } from './extensions.js';

/** What the specification of Open Badges 2.0 has against an Assertion; each fault as half a sentence. Older ones need no id. */
export function assertionFaults(assertion: JsonObject, older: boolean): string[] {
  const { recipient, verification, image } = assertion;
  return faults([
    ['its type is not Assertion', hasType(assertion, 'Assertion')],
    ['id is not an address or URN', isIri(assertion['id']) || (older && assertion['id'] === undefined)],
    [
      'recipient has no type or no identity',
      isObject(recipient) && isText(recipient['type']) && isText(recipient['identity']),
    ],
    ['badge is missing', isIri(idOf(assertion['badge'])) || isObject(assertion['badge'])],
    ['verification has no type', isObject(verification) && stringsOf(verification['type']).length > 0],
    ['issuedOn is not a date-time with a zone', readDate(assertion['issuedOn']) !== undefined],
    [
      'expires is not a date-time with a zone',
      assertion['expires'] === undefined || readDate(assertion['expires']) !== undefined,
    ],
    ['image is a data: address', typeof image !== 'string' || !image.startsWith('data:')],
    ...extensionFaults(assertion),
  ]);
}

export function badgeFaults(badge: JsonObject): string[] {
  return faults([
    ['its type is not BadgeClass', badge['type'] === undefined || hasType(badge, 'BadgeClass')],
    ['name is missing', isText(badge['name'])],
    ['description is missing', isText(badge['description'])],
    ['criteria are missing', badge['criteria'] !== undefined],
    ['issuer is missing', isIri(idOf(badge['issuer'])) || isObject(badge['issuer'])],
    ...extensionFaults(badge),
  ]);
}

export function issuerFaults(issuer: JsonObject): string[] {
  return faults([
    [
      'its type is neither Issuer nor Profile',
      issuer['type'] === undefined || hasType(issuer, 'Issuer', 'Profile'),
    ],
    [
      'its type is not known',
      stringsOf(issuer['type']).every((type) => ISSUER_TYPES.has(type) || isIri(type)),
    ],
    ['name is missing', isText(issuer['name'])],
    ['url is not an address', isIri(issuer['url'])],
    ...extensionFaults(issuer),
  ]);
}

/** With seconds or without, as badges have always had it. */
export function readDate(value: Json | undefined): Date | undefined {
  if (typeof value !== 'string') return undefined;
  return readInstant(
    value.replace(/(T\d{2}:\d{2})(?=Z|[+-])/, '$1:00').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
  );
}

const ISSUER_TYPES = new Set(['Issuer', 'Profile', 'Organization', 'Extension']);

function faults(rules: [string, boolean][]): string[] {
  return rules.filter(([, isMet]) => !isMet).map(([fault]) => fault);
}

function hasType(document: JsonObject, ...types: string[]): boolean {
  return (
    stringsOf(document['type']).some((type) => types.includes(type)) && listOf(document['type']).every(isText)
  );
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isIri(value: Json | undefined): boolean {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\S+$/i.test(value);
}
