import { gunzip, isGzip } from './reading/gunzip.js';
import { isTar, untar } from './reading/tar.js';
import { textOfBytes } from './reading/text.js';
import { Unreadable } from './reading/unreadable.js';
import type { ImportRefusal } from './report/imported.js';

/** A document of a file, or of an archive: its text, or why it cannot be read. */
export type Unpacked = { readonly name: string } & ({ readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: ImportRefusal });

/** The documents in a file: itself, or what a `.gz`, `.tar` or `.tar.gz` holds. Bounded, so that a bomb is refused and not unpacked. */
export function unpack(name: string, bytes: Uint8Array): readonly Unpacked[] {
  try {
    const plain = isGzip(bytes) ? gunzip(bytes) : bytes;
    const files = isTar(plain) ? untar(plain) : [{ name: name.replace(/\.gz$/, ''), bytes: plain }];
    return files.map((file) => ({ name: file.name, ...textIn(file.bytes) }));
  } catch (error) {
    return [{ name, ok: false, refusal: refusalOf(error) }];
  }
}

function textIn(bytes: Uint8Array): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: ImportRefusal } {
  try {
    return { ok: true, text: textOfBytes(bytes) };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

function refusalOf(error: unknown): ImportRefusal {
  if (error instanceof Unreadable) return error.refusal;
  throw error;
}
