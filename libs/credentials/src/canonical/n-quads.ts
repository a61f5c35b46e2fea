import type { Term } from './dataset.js';

const XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string';
const LANG_STRING = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString';

/** Canonical N-Quads text of a term that is no blank node (RDF 1.2 N-Quads, canonical form). */
export function termText(term: Term): string {
  if (term.termType === 'NamedNode') return `<${escapedIri(term.value)}>`;
  return `"${escapedLiteral(term.value)}${literalEnd(term)}`;
}

/** What follows the characters of a literal: the quotation mark, and its language or datatype. */
export function literalEnd({ datatype, language }: Term): string {
  if (datatype?.value === LANG_STRING) return language ? `"@${language}` : '"';
  return datatype && datatype.value !== XSD_STRING ? `"^^<${escapedIri(datatype.value)}>` : '"';
}

const TO_ESCAPE = /[\u0000-\u001F\u007F"\\]/;
const ALL_TO_ESCAPE = /[\u0000-\u001F\u007F"\\]/g;
const ALL_OF_IRI = /[\u0000-\u0020<>"{}|^`\\]/g;
const SHORT: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

export function escapedLiteral(text: string): string {
  return TO_ESCAPE.test(text) ? text.replace(ALL_TO_ESCAPE, (character) => SHORT[character] ?? numeric(character)) : text;
}

function escapedIri(text: string): string {
  return text.replace(ALL_OF_IRI, numeric);
}

function numeric(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
