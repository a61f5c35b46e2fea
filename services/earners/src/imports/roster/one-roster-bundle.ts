import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UnreadableFile } from '@cairn/bulk';
import { Archive, FileNotAccepted } from '@cairn/files';
import { parse } from 'csv-parse';
import { type OneRosterRow, OneRosterUsers } from './one-roster.js';

/** Makes JSON Lines of a OneRoster bundle (zip of manifest.csv, users.csv and others): one for each line of users.csv, in order. Throws UnreadableFile. */
export async function unpackOneRoster(path: string, to: string): Promise<void> {
  const bundle = await Archive.open(await readFile(path)).catch((error: unknown) => {
    throw error instanceof FileNotAccepted ? new UnreadableFile('The bundle is no zip file, or a damaged one.') : error;
  });
  await checkManifest(bundle);
  const users = new OneRosterUsers({
    orgs: await rowsOf(bundle, 'orgs.csv'),
    roles: await rowsOf(bundle, 'roles.csv'),
    enrollments: await rowsOf(bundle, 'enrollments.csv'),
  });
  const file = await bundle.read(nameIn(bundle, 'users.csv') ?? '');
  if (!file) throw new UnreadableFile('The bundle has no users.csv.');
  async function* lines(): AsyncGenerator<string> {
    for await (const row of tableIn('users.csv', file as Buffer)) yield `${JSON.stringify(users.lineOf(row))}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(to));
}

/** manifest.csv names the version; bundles of 1.1 and 1.2 are read. */
async function checkManifest(bundle: Archive): Promise<void> {
  const manifest = await rowsOf(bundle, 'manifest.csv');
  const version = manifest.find(({ propertyName }) => propertyName === 'oneroster.version')?.value;
  if (version === undefined) throw new UnreadableFile('The bundle has no manifest.csv that names oneroster.version.');
  if (!/^1\.[12](\.|$)/.test(version)) throw new UnreadableFile('The bundle is of another version of OneRoster; 1.1 and 1.2 are read.');
}

async function rowsOf(bundle: Archive, name: string): Promise<OneRosterRow[]> {
  const file = await bundle.read(nameIn(bundle, name) ?? '');
  const rows: OneRosterRow[] = [];
  if (file) for await (const row of tableIn(name, file)) rows.push(row);
  return rows;
}

async function* tableIn(name: string, file: Buffer): AsyncGenerator<OneRosterRow> {
  const table = Readable.from(slices(file)).pipe(parse({ columns: true, bom: true, skip_empty_lines: true, record_delimiter: ['\n', '\r\n'] }));
  try {
    for await (const row of table) yield row as OneRosterRow;
  } catch {
    throw new UnreadableFile(`${name} of the bundle is no CSV with a header (RFC 4180).`);
  }
}

function* slices(file: Buffer): Generator<Buffer> {
  for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536);
}

/** The entry of a table: at the top of the bundle, or in its only folder. */
const nameIn = (bundle: Archive, name: string): string | undefined => bundle.names.find((entry) => entry === name || entry.split('/').slice(1).join('/') === name);
