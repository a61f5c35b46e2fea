import { BYTES_MAX } from './limits.js';
import { Unreadable } from './unreadable.js';

/** Bytes as text. Only UTF-8, with or without its mark: whoever guesses an encoding garbles names. */
export function textOfBytes(bytes: Uint8Array): string {
  if (bytes.length > BYTES_MAX) throw new Unreadable('TOO_LARGE', `a document has at most ${BYTES_MAX} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable('NOT_UTF8', 'the document is not in UTF-8');
  }
}

/** Text of a caller: bounded, without a byte order mark. */
export function boundedText(text: string): string {
  if (text.length > BYTES_MAX) throw new Unreadable('TOO_LARGE', `a document has at most ${BYTES_MAX} bytes`);
  if (text.includes('\0')) throw new Unreadable('NOT_UTF8', 'the document holds a NUL: it is binary, or in another encoding than UTF-8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
