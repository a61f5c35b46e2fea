import { bundledContexts } from '../contexts/bundled-contexts.js';
import type { Json, JsonObject } from '../json/json.js';

/** What a document has in common with all others of its shape, as a key, and what is its own: its texts, in a fixed order. */
export interface Shape {
  readonly key: string;
  readonly values: string[];
}

const VALUES_MAX = 400;
const KEY_LENGTH_MAX = 32_768;
const DEPTH_MAX = 32;
/** Absolute, and of characters that no reader of JSON-LD or RDF rewrites. */
const PLAIN_IRI = /^(https?:\/\/|urn:|did:)[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

/** The scheme of an address that may be put in place of another one of that scheme; undefined for every other text. */
export function schemeOf(text: string): string | undefined {
  return PLAIN_IRI.test(text) ? text.slice(0, text.indexOf(':')) : undefined;
}

/**
 * The shape of a document; undefined for what only the general way can read: contexts of its own, keywords, or too much of it.
 *
 * Two documents with one key differ in texts alone. Member names, types, numbers, which contexts, which identifiers are the same
 * within the document, and the schemes of addresses are part of the key; each piece is written with its length, so no text can
 * pass for another.
 */
export function shapeOf(document: JsonObject): Shape | undefined {
  const contexts = contextsOf(document['@context']);
  if (!contexts) return undefined;
  const reader = new ShapeReader();
  reader.key = `@${contexts.length}:${contexts}`;
  return reader.object(document, 0) && reader.key.length <= KEY_LENGTH_MAX ? reader : undefined;
}

function contextsOf(context: Json | undefined): string | undefined {
  const addresses = Array.isArray(context) ? context : [context];
  return addresses.every((one) => typeof one === 'string' && bundledContexts.has(one)) ? JSON.stringify(context) : undefined;
}

class ShapeReader implements Shape {
  key = '';
  readonly values: string[] = [];
  private readonly identifiers = new Map<string, number>();

  object(object: JsonObject, depth: number): boolean {
    if (depth > DEPTH_MAX) return false;
    this.key += '{';
    for (const name in object) {
      if (name.charCodeAt(0) === AT) {
        if (name === '@context' && depth === 0) continue;
        return false;
      }
      this.key += `${name.length}:${name}`;
      if (!this.value(name, object[name], depth)) return false;
    }
    this.key += '}';
    return true;
  }

  private value(name: string, value: Json | undefined, depth: number): boolean {
    if (typeof value === 'string') return this.text(name, value);
    if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
      this.key += `${String(value)};`;
      return true;
    }
    if (value === undefined || depth >= DEPTH_MAX) return false;
    if (!Array.isArray(value)) return this.object(value, depth + 1);
    this.key += '[';
    for (const one of value) if (!this.value(name, one, depth + 1)) return false;
    this.key += ']';
    return true;
  }

  private text(name: string, text: string): boolean {
    const scheme = name === 'type' ? undefined : schemeOf(text);
    if (name === 'type' || (name === 'id' && !scheme)) {
      this.key += `=${text.length}:${text}`;
      return true;
    }
    if (name === 'id') {
      const earlier = this.identifiers.get(text);
      if (earlier !== undefined) {
        this.key += `&${earlier};`;
        return true;
      }
      this.identifiers.set(text, this.values.length);
    }
    this.key += scheme ? `<${scheme}>` : '"';
    this.values.push(text);
    return this.values.length <= VALUES_MAX;
  }
}

const AT = 64;

/** The document of the same shape with other texts: the inverse of `shapeOf`. */
export function withValues(document: JsonObject, values: readonly string[]): JsonObject {
  const identifiers = new Map<string, string>();
  let at = 0;
  const next = (text: string): string => values[at++] ?? text;
  const textFor = (name: string, text: string): string => {
    if (name === 'type' || (name === 'id' && !schemeOf(text))) return text;
    if (name !== 'id') return next(text);
    const known = identifiers.get(text) ?? next(text);
    identifiers.set(text, known);
    return known;
  };
  const valueFor = (name: string, value: Json | undefined): Json | undefined => {
    if (typeof value === 'string') return textFor(name, value);
    if (Array.isArray(value)) return value.map((one) => valueFor(name, one) as Json);
    return typeof value === 'object' && value !== null ? objectFor(value) : value;
  };
  const objectFor = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, name === '@context' ? value : valueFor(name, value)]));
  return objectFor(document);
}
