import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A file to read: one that was named, or one found in a folder, which may hold something else. */
export interface Found {
  readonly path: string;
  readonly isNamed: boolean;
}

/** One JSON document of a file, or why it is none. */
export interface Document {
  /** With its line where the file has several. */
  readonly place: string;
  readonly value?: unknown;
  readonly fault?: string;
  /** Set when not even its bytes could be read. */
  readonly isUnreadable?: true;
}

/** The files named, and those of folders, recursively, in byte order. */
export function filesOf(paths: readonly string[]): Found[] {
  return paths.flatMap((path): Found[] => {
    if (!isFolder(path)) return [{ path, isNamed: true }];
    const inside = readdirSync(path, { recursive: true, withFileTypes: true }).map((entry) => join(entry.parentPath, entry.name));
    const files = inside.filter((name) => /\.jsonl?(\.gz)?$/.test(name) && !isFolder(name));
    return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => ({ path: name, isNamed: false }));
  });
}

/** The documents of a file: one, or one a line in JSON Lines; packed by gzip or not, told by its first bytes. */
export function* documentsIn(path: string): Generator<Document> {
  let text: string;
  try {
    const bytes = readFileSync(path);
    text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    return void (yield { place: path, isUnreadable: true, fault: `cannot be read: ${error instanceof Error ? error.message : String(error)}` });
  }
  if (!/\.jsonl(\.gz)?$/.test(path)) return void (yield parsed(path, text));
  for (const [at, line] of text.split('\n').entries()) if (line.trim() !== '') yield parsed(`${path}:${at + 1}`, line);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function parsed(place: string, text: string): Document {
  try {
    return { place, value: JSON.parse(text) };
  } catch (error) {
    return { place, fault: `/ is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
