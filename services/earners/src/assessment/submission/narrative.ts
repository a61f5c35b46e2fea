import { refusal, type Refusal } from '@cairn/access';
import { Parser } from 'htmlparser2';

/** Characters of one text at most, whatever its version allows: beyond it nothing is saved. */
export const narrativeMax = 100_000;

/** Words of a text, counted as its language does (Unicode UAX 29 with the data of the language). */
export function wordsIn(text: string, language: string): number {
  let words = 0;
  for (const { isWordLike } of segmenterOf(language).segment(text)) if (isWordLike) words += 1;
  return words;
}

/** What speaks against a text that somebody writes into a draft: Markdown without HTML, control and direction marks. */
export function narrativeFaults(text: string, ...field: string[]): Refusal[] {
  if (text.length > narrativeMax) return [refusal('PART_TOO_LONG', `A text has at most ${narrativeMax} characters.`, ...field)];
  if (/[^\P{Cc}\n\r\t]|[\u202a-\u202e\u2066-\u2069]/u.test(text)) return [refusal('INVALID_VALUE', 'A text has no control or direction marks.', ...field)];
  return hasHtml(text) ? [refusal('HTML_NOT_ALLOWED', 'This text is Markdown; write `&lt;` for `<`, HTML is not taken.', ...field)] : [];
}

const segmenters = new Map<string, Intl.Segmenter>();
const segmentersMax = 100;

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const made = new Intl.Segmenter(language, { granularity: 'word' });
  if (segmenters.size >= segmentersMax) segmenters.clear();
  segmenters.set(language, made);
  return made;
}

/** Markdown's own link between angle brackets. */
const autolink = /<(?:https?:\/\/|mailto:)[^\s<>]*>/gi;

/** An element, comment, declaration or instruction anywhere; also one in code, where `&lt;` says the same, and one that is not closed. */
function hasHtml(text: string): boolean {
  if (/\]\(\s*<?\s*(javascript|vbscript|data):/i.test(text)) return true;
  if (!text.includes('<')) return false;
  const rest = text.replace(autolink, '');
  let found = false;
  const notice = () => {
    found = true;
  };
  const parser = new Parser({ onopentag: notice, onclosetag: notice, oncomment: notice, onprocessinginstruction: notice, oncdatastart: notice });
  parser.end(rest);
  return found || /<[a-z/!?][^>]*$/i.test(rest);
}

/** The language in its canonical form; undefined when it is none. BCP 47. */
export function languageOf(tag: string): string | undefined {
  if (tag.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
