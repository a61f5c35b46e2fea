import { Unreadable } from './unreadable.js';

const block = 512;
const entriesMax = 5_000;

export interface TarEntry {
  /** As it is written in the archive; never a path to be opened. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ascii = (bytes: Uint8Array, from: number, length: number): string => {
  const [text = ''] = Buffer.from(bytes.subarray(from, from + length)).toString('latin1').split('\0');
  return text;
};

export const isTar = (bytes: Uint8Array): boolean => bytes.length >= block && ascii(bytes, 257, 5) === 'ustar';

/** The plain files of a tar archive (POSIX ustar, with pax or GNU long names). Throws `Unreadable` when it is damaged or cut off. */
export function untar(bytes: Uint8Array): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  let longName: string | null = null;
  for (let at = 0; at + block <= bytes.length; ) {
    const header = bytes.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    if (!isTar(header)) throw new Unreadable('NOT_AN_ARCHIVE', 'the tar archive is damaged');
    const size = Number.parseInt(ascii(header, 124, 12).trim() || '0', 8);
    const end = at + block + size;
    if (!Number.isSafeInteger(size) || size < 0 || end > bytes.length) throw new Unreadable('NOT_AN_ARCHIVE', 'the tar archive ends too early');
    const body = bytes.subarray(at + block, end);
    const type = ascii(header, 156, 1);
    if (type === 'x' || type === 'L') longName = type === 'L' ? ascii(body, 0, body.length) : paxName(body);
    else {
      if (type === '0' || type === '') entries.push({ name: longName ?? nameIn(header), bytes: body });
      longName = null;
    }
    if (entries.length > entriesMax) throw new Unreadable('TOO_LARGE', `an archive has at most ${entriesMax} files`);
    at = end + ((block - (size % block)) % block);
  }
  return entries;
}

function nameIn(header: Uint8Array): string {
  const prefix = ascii(header, 345, 155);
  const name = ascii(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The `path` of a pax header, whose lines are `<length> <key>=<value>`. */
const paxName = (body: Uint8Array): string | null => /^\d+ path=(.*)$/m.exec(Buffer.from(body).toString('utf8'))?.[1] ?? null;
