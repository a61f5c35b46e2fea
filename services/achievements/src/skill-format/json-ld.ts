import type { LocalizedText } from '../skill-framework/framework-text.js';
import { isObject, type JsonObject } from './json-source.js';
import type { Faults } from './reading.js';
import { languageIn, textIn } from './values.js';

const prefixes = { 'https://purl.org/ctdlasn/terms/': 'ceasn:', 'http://purl.org/ctdlasn/terms/': 'ceasn:', 'https://purl.org/ctdl/terms/': 'ceterms:', 'http://purl.org/ctdl/terms/': 'ceterms:' };

/** A node with its terms written short (`ceasn:name`), whichever way they were written. */
export const compacted = (node: JsonObject): JsonObject => Object.fromEntries(Object.entries(node).map(([term, value]) => [shortOf(term), value]));

/** Types of a node, written short. */
export const typesOf = (node: JsonObject): string[] => listOf(node['@type']).filter((type) => typeof type === 'string').map(shortOf);

export const listOf = (value: unknown): readonly unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

/** Addresses that a property points at, as texts or nodes. */
export const linksOf = (value: unknown): unknown[] => listOf(value).map((one) => (isObject(one) ? one['@id'] : one));

/** Texts of a property: plain, a language map, or values with a language; the texts of one language stand together. */
export function textsOf(value: unknown, fallback: string, place: string, faults: Faults): LocalizedText[] {
  const byLanguage = new Map<string, string[]>();
  const add = (given: unknown, language: string) => {
    const text = textIn(given, place, faults);
    if (text !== null) byLanguage.set(language, [...(byLanguage.get(language) ?? []), text]);
  };
  for (const one of listOf(value)) {
    if (!isObject(one)) add(one, fallback);
    else if ('@value' in one) add(one['@value'], languageIn(one['@language'], fallback));
    else for (const [language, texts] of Object.entries(one)) for (const text of listOf(texts)) add(text, languageIn(language, fallback));
  }
  return [...byLanguage].flatMap(([language, texts]) => texts.map((text) => ({ text, language })));
}

/** Texts as a language map; a list where a language has several. */
export function languageMap(texts: readonly LocalizedText[]): Record<string, string | string[]> {
  const map: Record<string, string | string[]> = {};
  for (const { text, language } of texts) {
    const known = map[language];
    map[language] = known === undefined ? text : [known, text].flat();
  }
  return map;
}

function shortOf(term: string): string {
  for (const [long, short] of Object.entries(prefixes)) if (term.startsWith(long)) return short + term.slice(long.length);
  return term;
}
