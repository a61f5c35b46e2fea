import { readChunks, type PngChunk } from './png-chunks.js';
import { keywordOf, textOf } from './png-text.js';
import { invalid, type Refusal } from './reading.js';

/** Keywords in the order in which they are looked for, with the kinds of chunk that may carry them. */
export const CREDENTIAL_KEYWORDS = {
  /** Open Badges 3.0 §5.3.1.1. */
  openbadgecredential: ['iTXt'],
  /** Open Badges 2.0 and before: JSON, a JWS, or the address of the hosted assertion. */
  openbadges: ['iTXt', 'tEXt'],
  /** CLR 2.0. */
  clrcredential: ['iTXt'],
} as const;
export type CredentialKeyword = keyof typeof CREDENTIAL_KEYWORDS;

/** Every copy costs an inflation; nobody honest repeats a credential more often. */
const COPIES_MAX = 4;

/** The text baked into a PNG image, as it stands there. */
export function unbakePng(
  image: Uint8Array,
): { ok: true; text: string; keyword: CredentialKeyword } | Refusal {
  const reading = readChunks(image);
  if (!reading.ok) return reading;
  for (const keyword of Object.keys(CREDENTIAL_KEYWORDS) as CredentialKeyword[]) {
    const carriers = reading.chunks.filter((chunk) => carries(chunk, keyword));
    if (!carriers.length) continue;
    const text = onlyText(carriers);
    return text.ok ? { ok: true, text: text.value, keyword } : text;
  }
  return invalid('CREDENTIAL_MISSING', 'No credential is baked into the image.');
}

function carries(chunk: PngChunk, keyword: CredentialKeyword): boolean {
  const kinds: readonly string[] = CREDENTIAL_KEYWORDS[keyword];
  return kinds.includes(chunk.type) && keywordOf(chunk) === keyword;
}

/** Two readers that take the first or the last copy must see the same credential. */
function onlyText(carriers: PngChunk[]): { ok: true; value: string } | Refusal {
  if (carriers.length > COPIES_MAX) return DIFFERENT;
  const [first, ...others] = carriers.map(textOf);
  if (!first?.ok) return first ?? DIFFERENT;
  for (const other of others) {
    if (!other.ok) return other;
    if (other.value !== first.value) return DIFFERENT;
  }
  return first;
}

const DIFFERENT = invalid('CREDENTIALS_DIFFER', 'The image carries more than one credential.');
