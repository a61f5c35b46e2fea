import { isObject, type Json, type JsonObject } from '../json/json.js';

/**
 * A signature over RDF holds for every spelling of the same statements. Under an absolute IRI, inside `@nest` or behind a term of
 * an inline context, an expiry date or a status entry is signed as before, and yet not seen by whoever reads plain members. Half a
 * sentence on the first such spelling, or undefined when a reader of members sees everything that a processor sees.
 */
export function hiddenMeaning(document: JsonObject): string | undefined {
  for (const [member, value] of Object.entries(document)) {
    const hidden =
      member === '@context' ? oddContext(value) : (oddMember(member, document) ?? hiddenIn(value));
    if (hidden) return hidden;
  }
  return undefined;
}

function hiddenIn(value: Json | undefined): string | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const hidden = hiddenIn(item);
      if (hidden) return hidden;
    }
    return undefined;
  }
  return isObject(value) ? hiddenMeaning(value) : undefined;
}

/** Of the keywords only those that make a text a text in some language, or of some type, are at home in a credential. */
function oddMember(member: string, object: JsonObject): string | undefined {
  if (TEXT_KEYWORDS.has(member) || (member === '@type' && '@value' in object)) return undefined;
  return /[:#/@]/.test(member) ? `it writes ${member} in place of a term` : undefined;
}

function oddContext(context: Json | undefined): string | undefined {
  for (const one of Array.isArray(context) ? context : [context]) {
    if (typeof one === 'string') continue;
    if (!isObject(one)) return 'it takes back a context';
    const odd = Object.entries(one).find(([term, definition]) => !isHarmless(term, definition));
    if (odd) return `its inline context redefines what ${odd[0]} may stand for`;
  }
  return undefined;
}

/** A term of one's own may stand for anything but what the bundled vocabularies define. */
function isHarmless(term: string, definition: Json | undefined): boolean {
  if (term === '@version' || term === '@protected') return true;
  if (term === '@vocab')
    return isForeign(definition) && !RESERVED.some((own) => own.startsWith(String(definition)));
  if (/[:#/@]/.test(term)) return false;
  if (typeof definition === 'string') return isForeign(definition);
  if (!isObject(definition) || !Object.keys(definition).every((keyword) => DEFINITION_KEYWORDS.has(keyword)))
    return false;
  const { '@id': iri, '@type': type } = definition;
  return (
    isForeign(iri) &&
    (type === undefined || type === '@id' || (typeof type === 'string' && ABSOLUTE.test(type)))
  );
}

function isForeign(iri: Json | undefined): boolean {
  return typeof iri === 'string' && ABSOLUTE.test(iri) && !RESERVED.some((own) => iri.startsWith(own));
}

/** With slashes, which no prefix can stand for. */
const ABSOLUTE = /^https?:\/\/\S+$/;
const RESERVED = [
  'https://www.w3.org/2018/credentials#',
  'https://www.w3.org/ns/',
  'https://w3id.org/security#',
  'https://purl.imsglobal.org/spec/',
  'https://schema.org/',
];
const TEXT_KEYWORDS = new Set(['@value', '@language', '@direction']);
const DEFINITION_KEYWORDS = new Set(['@id', '@type', '@protected', '@container']);
