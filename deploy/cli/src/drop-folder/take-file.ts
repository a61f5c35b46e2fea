import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportJob, ResultLine } from '@cairn/client';
import { isSame, markerOf } from './completeness.js';
import type { DropFolder } from './drop-folder.js';
import { type DroppedFile, readFileName } from './dropped-file.js';

/** What became of a dropped file. */
export interface Pulled {
  readonly name: string;
  /**
   * IMPORTED: every line; REFUSED_IN_PART: the others; FAILED: nothing of it, or it was called off. NOT_COMPLETE, NOT_KNOWN,
   * CHANGED_WHILE_READ, CHECKSUM_WRONG: left alone, with `message` saying why.
   */
  readonly outcome: 'IMPORTED' | 'REFUSED_IN_PART' | 'FAILED' | 'NOT_COMPLETE' | 'NOT_KNOWN' | 'CHANGED_WHILE_READ' | 'CHECKSUM_WRONG';
  readonly message?: string;
  readonly job?: ImportJob;
}

/** How a file is imported. */
export interface Importing {
  /** `again` false: bytes that were imported in the same way before are not imported again, their job is the answer. */
  start(file: DroppedFile, content: Blob, options: { readonly dryRun: boolean; readonly again: boolean }): Promise<ImportJob>;
  /** What became of each line. */
  lines(job: ImportJob): AsyncIterable<ResultLine>;
}

interface Taking {
  readonly folder: DropFolder;
  readonly importing: Importing;
  /** Folder of this machine for what is fetched. */
  readonly scratch: string;
  readonly dryRun: boolean;
  readonly now: () => Date;
}

/** Imports one file that lies at `from`, and puts it away with its result. A file that is written to while it is read stays, or goes back, where it was dropped. */
export async function takeFile(taking: Taking, name: string, from: string, again = true): Promise<Pulled> {
  const { folder, importing, scratch, dryRun } = taking;
  const file = readFileName(name);
  if (typeof file === 'string') return { name, outcome: 'NOT_KNOWN', message: file };
  const local = join(scratch, basename(name));
  const before = await folder.look(from);
  await folder.fetch(from, local);
  const after = await folder.look(from);
  const { size } = await stat(local);
  if (!before || !after || !isSame(before, after) || size !== after.bytes) return back(taking, name, from);
  const sha256 = await digestOf(local);
  const stated = /^[0-9a-f]{64}\b/i.exec((await folder.text(markerOf(from)))?.trim() ?? '')?.[0];
  if (stated && stated.toLowerCase() !== sha256) return { ...(await back(taking, name, from)), outcome: 'CHECKSUM_WRONG', message: `Its SHA-256 is ${sha256}; its marker says ${stated.toLowerCase()}.` };
  const job = await importing.start(file, await openAsBlob(local), { dryRun, again });
  await rm(local);
  const pulled: Pulled = { name, outcome: outcomeOf(job), job };
  if (!dryRun) await putAway(taking, pulled, from, sha256);
  return pulled;
}

/** Gives a file back to whoever still writes it, unless another one has its name by now. */
async function back({ folder, dryRun }: Taking, name: string, from: string): Promise<Pulled> {
  if (!dryRun && (await folder.move(from, name))) await folder.move(markerOf(from), markerOf(name));
  return { name, outcome: 'CHANGED_WHILE_READ', message: 'Somebody wrote to it while it was read. Nothing of it was imported; it is read anew the next time.' };
}

/** The file under the instant of its import, with what became of it and of every refused line. */
async function putAway({ folder, importing, scratch, now }: Taking, { name, outcome, job }: Pulled, from: string, sha256: string): Promise<void> {
  const place = outcome === 'IMPORTED' ? 'done' : 'failed';
  const to = `${place}/${now().toISOString().replace(/[-:]|\.\d+/g, '')}-${name}`;
  await folder.write(`${to}.result.json`, `${JSON.stringify({ file: name, sha256, outcome, ...summary(job) }, null, 2)}\n`);
  if (job && job.failed > 0) {
    const refused = join(scratch, 'refused');
    await writeFile(refused, refusedLines(importing.lines(job)));
    await folder.store(refused, `${to}.refused.ndjson`);
  }
  await folder.remove(markerOf(from));
  await folder.move(from, to);
}

const summary = (job: ImportJob | undefined) =>
  job && { job: job.id, state: job.state, lines: job.rowCount, created: job.created, replaced: job.replaced, unchanged: job.unchanged, refused: job.failed, errors: job.errors };

async function* refusedLines(lines: AsyncIterable<ResultLine>): AsyncGenerator<string> {
  for await (const line of lines) if (line.status !== 'CREATED' && line.status !== 'REPLACED' && line.status !== 'UNCHANGED') yield `${JSON.stringify(line)}\n`;
}

function outcomeOf({ state, failed }: ImportJob): Pulled['outcome'] {
  if (state !== 'FINISHED') return 'FAILED';
  return failed > 0 ? 'REFUSED_IN_PART' : 'IMPORTED';
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path)) hash.update(block as Buffer);
  return hash.digest('hex');
}
