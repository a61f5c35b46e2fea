import { badInput } from '@cairn/subgraph';

/** Words to be found, all of them. */
export interface AskedWords {
  readonly words: readonly string[];
  /** Primary languages by whose stems a word is found. */
  readonly languages: readonly string[];
  /** Those of them whose articles and the like are left out. */
  readonly stopping: readonly string[];
  /** Whether a word is also found by its beginning, and by words like it. */
  readonly loose: boolean;
}

const wordsMax = 20;
const anyLanguage = ['da', 'de', 'en', 'es', 'fi', 'fr', 'it', 'nl', 'no', 'pt', 'sv'];

/**
 * The words of a text, null when it has none. Nobody said of which language they are: then they may be of any, but only
 * English words are left out, since `die` or `man` are articles in one language and words in another.
 * Throws BAD_USER_INPUT for more than 300 characters or 20 words, and for what is no language.
 */
export function wordsOf(text: string | null, languages: readonly string[] | null, loose: boolean): AskedWords | null {
  if ((text?.length ?? 0) > 300) throw badInput('`text` has at most 300 characters.');
  if ((languages?.length ?? 0) > 5) throw badInput('`textLanguages` holds at most 5 values.');
  const words = text?.split(/\s+/u).filter((word) => word !== '') ?? [];
  if (words.length > wordsMax) throw badInput(`\`text\` has at most ${wordsMax} words.`);
  const said = languages?.map(primaryLanguage) ?? [];
  if (words.length === 0) return null;
  return said.length > 0 ? { words, languages: said, stopping: said, loose } : { words, languages: anyLanguage, stopping: ['en'], loose };
}

/** `pt` of `pt-BR`. Throws BAD_USER_INPUT when it is no language tag. */
export function primaryLanguage(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    throw badInput('A language is a BCP 47 tag, for example `en` or `pt-BR`.'); // RangeError says "not a tag", and nothing else
  }
}
