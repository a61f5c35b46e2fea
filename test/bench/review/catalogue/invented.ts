/** A definition as a seed needs it. */
export interface Invented {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly tags: readonly string[];
  readonly alignments: readonly { readonly targetName: string; readonly targetUrl: string }[];
}

/** Words that many definitions have, as catalogues do, and syllables of which the rest of a language is made. */
const tongues = {
  en: {
    common: ['management', 'data', 'analysis', 'safety', 'design', 'leadership', 'teaching', 'writing', 'networks', 'planning', 'welding', 'nursing'],
    syllables: ['har', 'ber', 'light', 'wick', 'ton', 'ing', 'er', 'stone', 'ful', 'craft', 'mar', 'lin', 'wood', 'ley', 'shire', 'ness'],
  },
  de: {
    common: ['Grundlagen', 'Führung', 'Sicherheit', 'Pflege', 'Schweißen', 'Planung', 'Unterricht', 'Gestaltung', 'Netze', 'Daten', 'Prüfung', 'Umwelt'],
    syllables: ['hau', 'ser', 'werk', 'ung', 'kraft', 'stein', 'wald', 'mei', 'ster', 'feld', 'licht', 'burg', 'schaft', 'lich', 'ber', 'ger'],
  },
  fr: {
    common: ['gestion', 'sécurité', 'formation', 'données', 'conception', 'soudage', 'soins', 'écriture', 'réseaux', 'enseignement', 'analyse', 'projet'],
    syllables: ['mai', 'son', 'lu', 'mière', 'tion', 'age', 'char', 'pen', 'tier', 'ment', 'bou', 'lan', 'ger', 'ville', 'eau', 'port'],
  },
  es: {
    common: ['gestión', 'seguridad', 'formación', 'datos', 'diseño', 'soldadura', 'enfermería', 'redes', 'enseñanza', 'análisis', 'proyecto', 'energía'],
    syllables: ['ca', 'sa', 'luz', 'ción', 'dor', 'mar', 'tin', 'ero', 'puer', 'to', 'bos', 'que', 'ra', 'mi', 'ento', 'dad'],
  },
} as const;
const languages = ['en', 'en', 'en', 'de', 'fr', 'es'] as const;

/** Deterministic definitions; the same seed gives the same ones. */
export function invented(seed: number): { next(): Invented } {
  const random = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const word = (language: keyof typeof tongues): string => {
    const { common, syllables } = tongues[language];
    if (random() < 0.25) return common[Math.floor(random() ** 2 * common.length)] ?? common[0];
    return Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(syllables)).join('');
  };
  const words = (language: keyof typeof tongues, count: number) => Array.from({ length: count }, () => word(language)).join(' ');
  return {
    next() {
      const language = pick(languages);
      const title = words(language, 2 + Math.floor(random() * 4));
      return {
        title: `${title[0]?.toUpperCase()}${title.slice(1)}`,
        description: `${words(language, 25 + Math.floor(random() * 30))}.`,
        language,
        tags: Array.from({ length: Math.floor(random() * 4) }, () => word(language)),
        alignments: Array.from({ length: Math.floor(random() * 4) }, () => skill(Math.floor(random() ** 2 * 3_000))),
      };
    },
  };
}

const skill = (n: number) => ({ targetName: `Skill ${n}`, targetUrl: skillAddress(n) });

/** Address of the n-th skill, of 3,000. */
export const skillAddress = (n: number): string => `https://skills.example/s/${n}`;

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
