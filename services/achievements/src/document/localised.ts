import type { VersionText } from '../achievement-version/achievement-version.js';

/** The texts of a version in one language. */
export interface LocalisedText {
  readonly language: string;
  readonly title: string;
  readonly description: string;
  readonly criteria: string;
}

/** The texts of a version in the first of these languages that it has, regional variants counting as the same; else in its own. */
export function localised(version: VersionText, languages: readonly string[]): LocalisedText {
  const all: LocalisedText[] = allLanguages(version);
  for (const wanted of languages) {
    const found = all.find(({ language }) => sameTag(language, wanted)) ?? all.find(({ language }) => primary(language) === primary(wanted));
    if (found) return found;
  }
  return all[0] ?? version;
}

/** The texts of a version in every language it has, its own first. */
export const allLanguages = ({ language, title, description, criteria, translations }: VersionText): LocalisedText[] => [{ language, title, description, criteria }, ...translations];

const sameTag = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';
