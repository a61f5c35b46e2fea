import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, type ChangeBatch, ndjsonLines } from '@cairn/client';
import type { Copy } from './follow.js';
import { type Kept, keptOf, lastWords } from './objects.js';

interface Mark {
  readonly position: string | null;
  /** Batches that hold, counted from 1; a file with a greater number is a leaving of a crash and is written over. */
  readonly batches: number;
}

/** Batches on disk before they are folded into the files by kind. */
const batchesMax = 20;

/**
 * A copy of the registry in a folder: `<TYPE>.ndjson`, one object a line, and `position.json`. A batch is a file of its
 * own that counts once `position.json` names it; folding batches into the files by kind may be repeated, so that a
 * crash at any point is followed by the same end.
 */
export async function openFolderCopy(folder: string): Promise<Copy> {
  const waiting = join(folder, 'changes');
  await mkdir(waiting, { recursive: true });
  let mark = await readMark(folder);

  const moveMark = async (next: Mark) => {
    await replace(join(folder, 'position.json'), [next]);
    mark = next;
  };
  const fold = async () => {
    if (mark.batches === 0) return;
    await foldBatches(folder, batchFiles(waiting, mark.batches));
    await moveMark({ position: mark.position, batches: 0 });
    await rm(waiting, { recursive: true, force: true });
    await mkdir(waiting, { recursive: true });
  };
  return {
    position: () => mark.position,
    async apply({ changes, position }: ChangeBatch) {
      if (changes.length > 0) await replace(batchFile(waiting, mark.batches + 1), changes);
      await moveMark({ position, batches: mark.batches + (changes.length > 0 ? 1 : 0) });
      if (mark.batches >= batchesMax) await fold();
    },
    settle: fold,
    async startAgain() {
      for (const name of await readdir(folder)) if (name.endsWith('.ndjson') || name === 'position.json') await rm(join(folder, name));
      mark = { position: null, batches: 0 };
    },
    close: async () => undefined,
  };
}

const batchFile = (folder: string, number: number): string => join(folder, `${String(number).padStart(6, '0')}.ndjson`);
const batchFiles = (folder: string, count: number): string[] => Array.from({ length: count }, (_, at) => batchFile(folder, at + 1));

async function readMark(folder: string): Promise<Mark> {
  const text = await readFile(join(folder, 'position.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"position":null,"batches":0}';
    throw error;
  });
  return JSON.parse(text) as Mark;
}

async function foldBatches(folder: string, files: readonly string[]): Promise<void> {
  const changes: Change[] = [];
  for (const file of files) for await (const change of linesOf<Change>(file)) changes.push(change);
  const last = [...lastWords(changes).values()];
  for (const type of new Set(last.map((change) => change.type))) {
    const file = join(folder, `${type}.ndjson`);
    await replace(file, merged(file, last.filter((change) => change.type === type)));
  }
}

/** What the file holds, with the changes in their places and what is new at the end. */
async function* merged(file: string, changes: readonly Change[]): AsyncGenerator<Kept> {
  const left = new Map(changes.map((change) => [change.id, change]));
  for await (const kept of linesOf<Kept>(file)) {
    const change = left.get(kept.id);
    left.delete(kept.id);
    const after = change && change.version >= kept.version ? keptOf(change) : kept;
    if (after) yield after;
  }
  for (const change of left.values()) {
    const kept = keptOf(change);
    if (kept) yield kept;
  }
}

/** The lines of a file; none when there is no such file. */
export async function* linesOf<Line>(file: string): AsyncGenerator<Line> {
  try {
    yield* ndjsonLines<Line>(createReadStream(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Writes a file as a whole or not at all. */
async function replace(file: string, lines: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, 'w');
  try {
    let text = '';
    for await (const line of lines) {
      text += `${JSON.stringify(line)}\n`;
      if (text.length > 1_000_000) {
        await handle.write(text);
        text = '';
      }
    }
    await handle.write(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
