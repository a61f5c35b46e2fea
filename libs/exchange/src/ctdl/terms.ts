import type { LocalisedText } from '@cairn/requirements';
import { isObject, type JsonObject } from '../reading/json-value.js';

/**
 * A term of CTDL whatever way it is written: `ceterms:hasCondition`, `hasCondition`, `:hasCondition`, or by its full address.
 * The terms of the vocabularies used here differ in their last part, so no context has to be fetched.
 */
export function termOf(written: string): string {
  const last = /^https?:/.test(written) ? (written.replace(/[/#]+$/, '').split(/[/#]/).at(-1) ?? '') : (written.split(':').at(-1) ?? '');
  const plain = last.replace(/^@/, '');
  return earlierTerms.get(plain) ?? plain;
}

/** Names that drafts of the vocabulary used before it was settled. */
const earlierTerms = new Map([
  ['hasRoot', 'hasDestinationComponent'],
  ['hasRootComponent', 'hasDestinationComponent'],
  ['requiredCondition', 'hasCondition'],
  ['isParentOf', 'hasChild'],
  ['hasRuleSet', 'ruleSet'],
  ['logicalOperand', 'logicalOperator'],
  ['leftOperand', 'leftSource'],
  ['rightOperand', 'rightSource'],
  ['operand', 'comparator'],
]);

/** Values of a property: CTDL writes one as a value or as a list of one. */
export const valuesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

/** The address that a value is: `{"@id": …}`, text, or null for a literal of another kind. */
export function addressIn(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (!isObject(value)) return null;
  const id = idIn(value);
  if (id !== null) return id;
  const literal = literalIn(value);
  return typeof literal === 'string' ? literal : null;
}

export function idIn(object: JsonObject): string | null {
  for (const name of ['@id', 'id']) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

/** A literal, also as a value object (`{"@value": 2}`). */
export const literalIn = (value: unknown): unknown => (isObject(value) && Object.hasOwn(value, '@value') ? value['@value'] : value);

/** Text in one language or several: plain, a language map, or a list of value objects. Null when there is none. */
export function textsIn(values: readonly unknown[]): LocalisedText | null {
  const byLanguage = new Map<string, string>();
  for (const value of values) {
    const literal = literalIn(value);
    if (typeof literal === 'string') {
      const language = isObject(value) && typeof value['@language'] === 'string' ? value['@language'] : '';
      if (!byLanguage.has(language)) byLanguage.set(language, literal.trim());
    } else if (isObject(value)) {
      for (const [language, text] of Object.entries(value)) {
        const [said] = valuesOf(text);
        if (typeof said === 'string' && /^@?[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(language)) byLanguage.set(language.replace(/^@/, ''), said.trim());
      }
    }
  }
  const plain = byLanguage.get('');
  if (plain !== undefined) return plain === '' ? null : plain;
  return byLanguage.size === 0 ? null : Object.fromEntries(byLanguage);
}

/** One text of a localised one: English where there is some, else the first. */
export function plainText(text: LocalisedText | null): string | null {
  if (text === null || typeof text === 'string') return text;
  return text.en ?? Object.entries(text).find(([language]) => language.startsWith('en'))?.[1] ?? Object.values(text)[0] ?? null;
}
