import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type BadgrExport, isObject, type Item } from './items.js';

interface TextFile {
  readonly name: string;
  readonly text: string;
}

type Part = keyof BadgrExport;

/** By the beginning of a file's name, or as a member of a file that holds everything. */
const parts: readonly (readonly [RegExp, Part])[] = [
  [/^issuers?$/i, 'issuers'],
  [/^badge[-_ ]?classes$|^badges$/i, 'badgeClasses'],
  [/^assertions$/i, 'assertions'],
  [/^pathways?$/i, 'pathways'],
  [/^documents$/i, 'documents'],
];

const bytesMax = 512 * 1024 * 1024;

/**
 * An export as a folder, a zip file of one, or a single file of JSON: `issuers`, `badgeclasses`, `assertions`, `pathways` and
 * `documents`, each a list, the answer of the host's interface (`{"result": […]}`), or JSON Lines. Throws an Error in words
 * for whoever sent it.
 */
export async function readBadgrExport(path: string): Promise<BadgrExport> {
  const found: Record<Part, Item[]> = { issuers: [], badgeClasses: [], assertions: [], pathways: [], documents: [] };
  for (const { name, text } of await filesIn(path)) {
    const values = valuesIn(name, text);
    const part = partOf(basename(name).replace(/\.(jsonl?|ndjson)$/i, '')) ?? partOf(basename(dirname(name)));
    if (part) add(found[part], name, values);
    else for (const value of values) if (isObject(value)) addMembers(found, name, value);
  }
  if (Object.values(found).every((items) => items.length === 0)) throw new Error(`${path} holds no issuers, badgeclasses, assertions, pathways or documents.`);
  return found;
}

function addMembers(found: Record<Part, Item[]>, name: string, whole: Readonly<Record<string, unknown>>): void {
  for (const [member, value] of Object.entries(whole)) {
    const part = partOf(member);
    if (part) add(found[part], `${name}#${member}`, Array.isArray(value) ? value : [value]);
  }
}

function add(items: Item[], file: string, values: readonly unknown[]): void {
  values.forEach((value, at) => {
    items.push({ file, item: at + 1, value: isObject(value) ? value : {} });
  });
}

/** `assertions-2`, `assertions.2019` and `pathways/plumbing` are parts, too. */
const partOf = (name: string): Part | undefined => parts.find(([form]) => form.test(name.replace(/[-.]?\d+$/, '')))?.[1];

async function filesIn(path: string): Promise<TextFile[]> {
  const there = await stat(path).catch(() => undefined);
  if (!there) throw new Error(`${path} is not there.`);
  if (!there.isDirectory()) return /\.zip$/i.test(path) ? filesOfZip(path) : [textFile(basename(path), await readFile(path))];
  const names = (await readdir(path, { recursive: true })).filter(isData).sort();
  return Promise.all(names.map(async (name) => textFile(name, await readFile(join(path, name)))));
}

async function filesOfZip(path: string): Promise<TextFile[]> {
  // Only now: whoever has a folder needs nothing that looks into archives.
  const { Archive } = await import('@cairn/files');
  const archive = await Archive.open(await readFile(path));
  const names = archive.names.filter(isData).sort();
  return Promise.all(names.map(async (name) => textFile(name, (await archive.read(name)) ?? Buffer.alloc(0))));
}

const isData = (name: string): boolean => /\.(json|jsonl|ndjson)(\.gz)?$/i.test(name);

function textFile(name: string, bytes: Buffer): TextFile {
  const plain = /\.gz$/i.test(name) ? gunzipSync(bytes, { maxOutputLength: bytesMax }) : bytes;
  try {
    return { name: name.replace(/\.gz$/i, ''), text: new TextDecoder('utf-8', { fatal: true }).decode(plain) };
  } catch {
    throw new Error(`${name} is not UTF-8.`);
  }
}

function valuesIn(name: string, text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
    return isObject(value) && Array.isArray(value['result']) ? value['result'] : [value];
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 2 || !isJson(lines[0] ?? '')) throw new Error(`${name} is no JSON: ${error instanceof Error ? error.message : ''}`);
    return lines.map((line, at) => {
      if (!isJson(line)) throw new Error(`${name} is no JSON in line ${at + 1}.`);
      return JSON.parse(line) as unknown;
    });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
