import { inflateSync } from 'node:zlib';
import { FileNotAccepted } from './not-accepted.js';

const unpackedMax = 64 * 1024 * 1024;
const dictMax = 4_096;

/**
 * Refuses a PDF whose object and cross-reference streams, which reading it unpacks, would grow beyond measure; pictures and
 * pages stay packed. A filter upon a filter is refused there: no program writes it.
 */
export function checkPdfSize(bytes: Buffer): void {
  let left = unpackedMax;
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    const dict = dictBefore(bytes, at);
    if (!/\/Type\s*\/(ObjStm|XRef)\b/.test(dict)) continue;
    if (/\/Filter\s*\[[^\]]*\/\w+\s*\/\w+/.test(dict)) throw tooLarge();
    if (/\/FlateDecode\b|\/Fl\b/.test(dict)) left -= unpacked(bytes.subarray(startOf(bytes, at)), left);
    else if (/\/Filter\b/.test(dict)) throw tooLarge();
  }
}

const dictBefore = (bytes: Buffer, at: number): string => {
  const text = bytes.toString('latin1', Math.max(0, at - dictMax), at);
  return text.slice(text.lastIndexOf(' obj'));
};

const startOf = (bytes: Buffer, at: number): number => at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1);

function unpacked(bytes: Buffer, most: number): number {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most), finishFlush: 2 }).length;
  } catch (error) {
    // What is no deflate stream is the reader's to judge; it unpacks nothing.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    return 0;
  }
}

const tooLarge = () => new FileNotAccepted('The PDF is too large when unpacked.');
