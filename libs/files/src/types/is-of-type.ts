import { fileTypeFromBuffer } from 'file-type';
import type { FileType } from './accepted-types.js';

/**
 * Whether bytes are what they are said to be, judged by the bytes alone. Of an archive only that it is one: which document
 * it holds is seen when it is opened.
 */
export async function isOfType(bytes: Buffer, { family, mediaType }: FileType): Promise<boolean> {
  switch (family) {
    case 'TEXT':
      return isPlainText(bytes);
    case 'OFFICE':
    case 'OPEN_DOCUMENT':
      return bytes.readUInt32BE(0) === zipStart;
    case 'PDF':
      return bytes.subarray(0, 5).toString('latin1') === '%PDF-';
    case 'IMAGE':
      return bytes.readUInt32BE(0) !== zipStart && (await fileTypeFromBuffer(bytes))?.mime === mediaType;
  }
}

/** `PK\x03\x04` */
const zipStart = 0x504b0304;

/** UTF-8 without control characters that is no web page, drawing or program, as far as its beginning and its tags tell. */
function isPlainText(bytes: Buffer): boolean {
  const text = decoded(bytes);
  if (text === undefined || /[\0-\x08\x0e-\x1f\x7f]/.test(text)) return false;
  return !/^\uFEFF?\s*(<|#!|%PDF-|%!PS)/.test(text) && !/<\s*(script|svg|html|iframe|object|embed|\?php|!doctype)/i.test(text);
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
