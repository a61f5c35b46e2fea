import { type Refusal, refusal } from '@cairn/access';
import type { VersionTranslationInput } from '../schema.types.js';
import type { Translation } from './achievement-version.js';
import { tooMany } from './key-fault.js';
import { lineFault, markdownFault } from './markdown-fault.js';

const translationsMax = 30;

/** Every fault in the form of translations of a text in this language, each with its path. */
export function translationFaults(translations: readonly VersionTranslationInput[], original: string, path: readonly string[]): Refusal[] {
  const seen = new Set([languageOf(original)]);
  return [
    ...tooMany(translations, translationsMax, path),
    ...translations.slice(0, translationsMax).flatMap(({ language, title, description, criteria }, index) => {
      const at = (name: string) => [...path, String(index), name];
      const tag = languageOf(language);
      const repeated = tag !== undefined && seen.has(tag);
      seen.add(tag);
      return [
        ...languageFault(language, at('language')),
        ...(repeated ? [refusal('INVALID_VALUE', 'There is a text in this language already.', ...at('language'))] : []),
        ...lineFault(title, 300, at('title')),
        ...markdownFault(description, 10_000, at('description')),
        ...markdownFault(criteria, 10_000, at('criteria')),
      ];
    }),
  ];
}

/** Translations in the order of their languages, so that equal texts have equal hashes. */
export const toTranslations = (translations: readonly VersionTranslationInput[]): Translation[] =>
  translations
    .map(({ language, title, description, criteria }) => ({
      language: languageOf(language) ?? language,
      title: title.trim(),
      description: description.trim(),
      criteria: criteria.trim(),
    }))
    .sort((a, b) => (a.language < b.language ? -1 : 1));

export const languageFault = (tag: string, path: readonly string[]): Refusal[] =>
  languageOf(tag) === undefined ? [refusal('INVALID_VALUE', 'A language is a BCP 47 tag, for example `en` or `pt-BR`.', ...path)] : [];

/** The canonical form of a language tag, or undefined when it is none. */
export function languageOf(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined; // RangeError says "not a tag", and nothing else
  }
}
