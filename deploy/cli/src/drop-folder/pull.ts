import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Completeness, completeOf, isMarker, type Listed, markerOf } from './completeness.js';
import type { DropFolder } from './drop-folder.js';
import { readFileName } from './dropped-file.js';
import { type Importing, type Pulled, takeFile } from './take-file.js';

export interface PullOptions {
  readonly completeness: Completeness;
  /** Check every line, write nothing, and leave the files where they are. */
  readonly dryRun: boolean;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Imports every complete file of a drop folder, by name, and moves it to `done` or `failed` with its result beside it. A file is
 * taken out of the way first, so that one that is dropped under its name meanwhile is a file of its own; what a former run
 * took and did not get done with comes first, and is not imported twice. Lines that were refused once are tried again when they are
 * dropped again.
 */
export async function pull(folder: DropFolder, importing: Importing, options: PullOptions): Promise<Pulled[]> {
  const { completeness, dryRun, pause } = options;
  await folder.prepare();
  const before = completeness.by === 'REST' ? await folder.list() : [];
  if (completeness.by === 'REST') await pause(completeness.seconds * 1_000);
  const now = await folder.list();
  const complete = completeOf(before, now, completeness).sort(byName);
  const pulled: Pulled[] = waitingOf(now, complete);
  const scratch = await mkdtemp(join(tmpdir(), 'cairn-drop-'));
  const take = async (name: string, from: string, again?: boolean) => pulled.push(await takeFile({ folder, importing, scratch, ...options }, name, from, again));
  try {
    for (const { name } of (await folder.list('taken')).sort(byName)) if (!isMarker(name)) await take(name, `taken/${name}`, false);
    for (const { name } of complete) {
      const file = readFileName(name);
      if (typeof file === 'string') pulled.push({ name, outcome: 'NOT_KNOWN', message: file });
      else if (dryRun) await take(name, name);
      else if (await folder.move(name, `taken/${name}`)) {
        if (completeness.by === 'MARKER') await folder.move(markerOf(name), `taken/${markerOf(name)}`);
        await take(name, `taken/${name}`);
      }
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return pulled;
}

const waitingOf = (now: readonly Listed[], complete: readonly Listed[]): Pulled[] =>
  now
    .filter(({ name }) => !isMarker(name) && !complete.some((file) => file.name === name))
    .map(({ name }) => ({ name, outcome: 'NOT_COMPLETE', message: 'It is still being written, or its marker is missing.' }));

const byName = (one: Listed, other: Listed): number => (one.name < other.name ? -1 : 1);
