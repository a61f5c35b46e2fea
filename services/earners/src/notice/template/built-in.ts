import type { NoticeKind } from '../notice.js';
import { english } from './english.js';
import { french } from './french.js';
import { german } from './german.js';
import { portuguese } from './portuguese.js';
import { spanish } from './spanish.js';
import type { NoticeText, NoticeTexts } from './template.js';

const texts: Readonly<Record<string, NoticeTexts>> = { en: english, de: german, fr: french, es: spanish, pt: portuguese };

/** Languages to look for texts in, the most fitting first: `de-AT` is `de-AT`, `de`, `en`. */
export function languagesFor(language: string): string[] {
  const parts = language.split('-');
  return [...new Set([...parts.map((_part, at) => parts.slice(0, parts.length - at).join('-')), 'en'])];
}

/** The text that comes with the registry, in a language or the one it falls back to. */
export function builtIn(kind: NoticeKind, language: string): NoticeText {
  const found = languagesFor(language).find((one) => one in texts) ?? 'en';
  return (texts[found] ?? english)[kind];
}

/** The text to be sent: the tenant's own in the most fitting language that either has a text in. */
export function textFor(kind: NoticeKind, language: string, own: ReadonlyMap<string, NoticeText>): NoticeText {
  for (const one of languagesFor(language)) {
    const stated = own.get(one);
    if (stated) return stated;
    if (one in texts) return builtIn(kind, one);
  }
  return english[kind];
}
