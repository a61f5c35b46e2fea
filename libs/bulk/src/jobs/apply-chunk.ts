import type { Tx, Uuid } from '@cairn/postgres';
import { type Applied, type ImportKind, type JobAtWork, type PlacedMark, refusedRow, type RowResult } from '../import-kind.js';
import type { ReadChunk } from '../parsing/read-chunk.js';
import type { ChunkResults, OutcomeLetter } from './import-chunk.store.js';
import { errorsShown, type ImportRowError } from './import-job.js';
import type { Tally } from './import-job.store.js';

/**
 * Applies the rows of a chunk. When the set as a whole breaks on something that no check foresaw, its rows are applied
 * one by one, so that one poisonous row is refused and the others are written.
 */
export async function applyRows(tx: Tx, kind: ImportKind, job: JobAtWork, { rows }: ReadChunk, broke: (error: unknown) => void): Promise<Applied> {
  if (rows.length === 0) return { results: [], marks: [] };
  const together = await inSavepoint(tx, () => kind.apply(tx, job, rows), broke);
  if (together) return together;
  const results: RowResult[] = [];
  const marks: PlacedMark[] = [];
  for (const row of rows) {
    const alone = await inSavepoint(tx, () => kind.apply(tx, job, [row]), broke);
    results.push(...(alone?.results ?? [refusedRow(row.row, 'INTERNAL', 'This line could not be stored; it was noted. Try it again by itself.')]));
    marks.push(...(alone?.marks ?? []));
  }
  return { results, marks };
}

/** Undefined when a statement was refused by the database; faults of the connection are thrown on. */
async function inSavepoint<T>(tx: Tx, work: () => Promise<T>, broke: (error: unknown) => void): Promise<T | undefined> {
  await tx.compose('SAVEPOINT rows');
  try {
    const done = await work();
    await tx.compose('RELEASE SAVEPOINT rows');
    return done;
  } catch (error) {
    if (!isDataFault(error)) throw error;
    broke(error);
    await tx.compose('ROLLBACK TO SAVEPOINT rows');
    return undefined;
  }
}

/** SQLSTATE classes 21 (cardinality), 22 (data), 23 (constraint) and 54 (limit): the same rows would fail again. */
const isDataFault = (error: unknown): boolean => error instanceof Error && /^(21|22|23|54)/.test(String((error as { code?: unknown }).code));

/** Puts the results of a chunk's lines into their order and counts them. */
export function tally({ chunk, refused }: ReadChunk, { results, marks }: Applied): { results: ChunkResults; tally: Tally } {
  const outcomes = new Array<string>(chunk.rowCount).fill('R');
  const ids = new Array<Uuid | null>(chunk.rowCount).fill(null);
  const refusals: ImportRowError[] = [];
  const count: Record<OutcomeLetter, number> = { C: 0, P: 0, U: 0, R: 0, N: 0 };
  for (const result of [...refused, ...results]) {
    const at = result.row - chunk.firstRow;
    const letter = letterOf[result.status];
    outcomes[at] = letter;
    ids[at] = result.id ?? null;
    count[letter] += 1;
    if (result.status === 'REFUSED') refusals.push({ row: result.row, code: result.code, field: result.field, message: result.message });
  }
  if (count.C + count.P + count.U + count.R !== chunk.rowCount) throw new Error('a row of the chunk has no result, or two');
  refusals.sort((a, b) => a.row - b.row);
  return {
    results: { outcomes: outcomes.join(''), ids, refusals },
    tally: {
      rows: chunk.rowCount,
      succeeded: count.C + count.P,
      replaced: count.P,
      unchanged: count.U,
      failed: count.R,
      errors: refusals.slice(0, errorsShown),
      marks,
    },
  };
}

const letterOf: Record<RowResult['status'], OutcomeLetter> = { CREATED: 'C', REPLACED: 'P', UNCHANGED: 'U', REFUSED: 'R' };
