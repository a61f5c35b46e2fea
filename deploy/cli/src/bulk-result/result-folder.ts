import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { awaitBulkQuery, type BulkFormat, type BulkResult, bulkBytes, bulkQuery, type RegistryClient, RegistryFault } from '@cairn/client';

/** What is wanted, and who looks on. */
export interface Wanted {
  readonly query: string;
  readonly format: BulkFormat;
  readonly folder: string;
  /** Told objects written by the registry so far; how many there will be nobody knows. */
  readonly working?: (objects: number) => void;
  readonly downloading?: (bytes: number, of: number) => void;
}

/** A result on disk, proven to be the registry's byte by byte. */
export interface Fetched {
  readonly file: string;
  readonly result: BulkResult;
}

/**
 * Has a bulk query run and its result put into a folder, with its manifest. Broken off, a call for the same query goes on:
 * with the operation that runs, and with the bytes that are there. A file under its own name is whole.
 *
 * @throws UserErrors for a query that cannot be run so; RegistryFault where it failed, or where the bytes are not those that the registry wrote
 */
export async function fetchResult(client: RegistryClient, wanted: Wanted): Promise<Fetched> {
  const { folder, format } = wanted;
  await mkdir(folder, { recursive: true });
  const file = join(folder, `result.${format.toLowerCase()}`);
  const result = await ran(client, wanted, join(folder, 'operation.json'), `${file}.part`);
  await download(client, result, `${file}.part`, wanted.downloading);
  await check(result, `${file}.part`);
  await rename(`${file}.part`, file);
  if (result.manifestUrl !== null) {
    const { pathname } = new URL(result.manifestUrl, client.url);
    await writeFile(join(folder, 'manifest.json'), `${await (await client.fetch(pathname)).text()}\n`);
  }
  await rm(join(folder, 'operation.json'));
  return { file, result };
}

/** Goes on with the operation that the folder tells of, where it is of the same query and can still be had; else begins one. */
async function ran(client: RegistryClient, { query, format, working }: Wanted, mark: string, part: string): Promise<BulkResult> {
  const asked = createHash('sha256').update(`${client.url}\n${format}\n${query}`).digest('hex');
  const begun = await readMark(mark);
  if (begun?.asked === asked) {
    const found = await awaitBulkQuery(client, begun.id, { working }).catch((fault: unknown) => {
      if (fault instanceof RegistryFault && !fault.retryable) return undefined;
      throw fault;
    });
    if (found) return found;
  }
  await rm(part, { force: true });
  let kept = Promise.resolve();
  const result = await bulkQuery(client, query, { format, working, started: (id) => (kept = writeFile(mark, JSON.stringify({ asked, id }))) });
  await kept;
  return result;
}

async function download(client: RegistryClient, result: BulkResult, part: string, downloading: Wanted['downloading']): Promise<void> {
  const there = await bytesIn(part);
  // Longer than the whole: these are bytes of something else.
  const from = there <= result.fileSize ? there : 0;
  let done = from;
  const told = async function* () {
    for await (const bytes of bulkBytes(client, result, from)) {
      yield bytes;
      done += bytes.length;
      downloading?.(done, result.fileSize);
    }
  };
  await pipeline(told(), createWriteStream(part, { flags: from > 0 ? 'a' : 'w' }));
}

async function check({ sha256 }: BulkResult, part: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(part), hash);
  if (hash.digest('hex') === sha256) return;
  await rm(part);
  throw new RegistryFault('The file is not the one that the registry wrote: its SHA-256 differs. It was removed; fetch it again.', 'CHECKSUM_DIFFERS', true);
}

async function readMark(mark: string): Promise<{ readonly asked: string; readonly id: string } | undefined> {
  const text = await readFile(mark, 'utf8').catch(absent);
  return text === undefined ? undefined : (JSON.parse(text) as { asked: string; id: string });
}

const bytesIn = async (file: string): Promise<number> => (await stat(file).catch(absent))?.size ?? 0;

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
