import { badInput } from '@cairn/subgraph';
import type { LocalizedText } from './framework-text.js';

/** The text in the first of the wanted languages that there is, a broader form of it (`de` for `de-CH`) included; else in `own`; else the first. */
export function inLanguageOf(texts: readonly LocalizedText[], wanted: readonly string[] | null | undefined, own: string): LocalizedText | null {
  if ((wanted ?? []).length > 10) throw badInput('At most 10 languages.');
  for (const language of [...(wanted ?? []).flatMap(withBroader), own]) {
    const found = texts.find((text) => text.language.toLowerCase() === language.toLowerCase());
    if (found) return found;
  }
  return texts[0] ?? null;
}

const withBroader = (language: string): string[] => (language.includes('-') ? [language, language.split('-')[0] ?? language] : [language]);
