import { inflateSync } from 'node:zlib';
import { readUtf8 } from './json-text.js';
import type { PngChunk } from './png-chunks.js';
import { invalid, type Refusal } from './reading.js';

/** A compressed credential may not grow beyond this. */
export const INFLATED_BYTES_MAX = 256 * 1024;

/** The keyword of a textual chunk, without decoding its text; undefined for any other chunk. */
export function keywordOf({ type, data }: PngChunk): string | undefined {
  if (type !== 'iTXt' && type !== 'tEXt' && type !== 'zTXt') return undefined;
  const end = data.subarray(0, KEYWORD_BYTES_MAX + 1).indexOf(0);
  return end < 1 ? undefined : data.toString('latin1', 0, end);
}

/** The text of an iTXt or tEXt chunk. */
export function textOf(chunk: PngChunk): { ok: true; value: string } | Refusal {
  const start = (keywordOf(chunk)?.length ?? 0) + 1;
  if (chunk.type === 'tEXt') return plainText(chunk.data.subarray(start));
  return internationalText(chunk.data, start);
}

const KEYWORD_BYTES_MAX = 79;

/** The PNG standard says Latin-1; bakers of Open Badges have always written UTF-8, which says by itself whether it is. */
function plainText(bytes: Buffer): { ok: true; value: string } {
  const text = readUtf8(bytes, 'The text');
  return text.ok ? text : { ok: true, value: bytes.toString('latin1') };
}

/** After the keyword: compression flag, compression method, language, NUL, translated keyword, NUL, text. */
function internationalText(data: Buffer, start: number): { ok: true; value: string } | Refusal {
  const [flag, method] = [data[start], data[start + 1]];
  const language = data.indexOf(0, start + 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0 || (flag !== 0 && flag !== 1) || (flag === 1 && method !== 0))
    return invalid('PNG_MALFORMED', 'The text chunk that should hold the credential is malformed.');
  const bytes = data.subarray(translated + 1);
  const text = flag === 1 ? inflated(bytes) : { ok: true as const, value: bytes };
  return text.ok ? readUtf8(text.value, 'The text in the image') : text;
}

function inflated(bytes: Buffer): { ok: true; value: Buffer } | Refusal {
  try {
    return { ok: true, value: inflateSync(bytes, { maxOutputLength: INFLATED_BYTES_MAX }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      return invalid('DOCUMENT_TOO_LARGE', 'The credential in the image inflates to more than 256 KiB.');
    return invalid('PNG_MALFORMED', 'The compressed text in the image cannot be inflated.');
  }
}
