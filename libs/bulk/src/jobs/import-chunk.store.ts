import type { Tx, Uuid } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ImportRowError } from './import-job.js';

/** A run of lines of an upload: bytes `[from, to)`, lines `[firstRow, firstRow + rowCount)`. */
export interface Chunk {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly firstRow: number;
  readonly rowCount: number;
}

/** Created, replaced, unchanged, refused, or not written because the file as a whole was not. */
export type OutcomeLetter = 'C' | 'P' | 'U' | 'R' | 'N';

/** What the lines of a chunk came to: a letter for each, its object, and why the refused ones were. */
export interface ChunkResults {
  readonly outcomes: string;
  /** Null: no line has one. */
  readonly ids: readonly (Uuid | null)[] | null;
  readonly refusals: readonly ImportRowError[] | null;
}

@Injectable()
export class ImportChunkStore {
  async insert(tx: Tx, tenant: Uuid, job: Uuid, chunks: readonly Chunk[]): Promise<void> {
    await tx.query(
      `INSERT INTO import_chunk (tenant_id, job_id, number, byte_from, byte_to, first_row, row_count, state)
       SELECT $1, $2, number, byte_from, byte_to, first_row, row_count, 'OPEN'
         FROM unnest($3::int[], $4::bigint[], $5::bigint[], $6::int[], $7::int[]) AS c (number, byte_from, byte_to, first_row, row_count)`,
      [
        tenant,
        job,
        chunks.map(({ number }) => number),
        chunks.map(({ from }) => from),
        chunks.map(({ to }) => to),
        chunks.map(({ firstRow }) => firstRow),
        chunks.map(({ rowCount }) => rowCount),
      ],
    );
  }

  /** All chunks in order, and whether they are still to be applied. */
  async all(tx: Tx, tenant: Uuid, job: Uuid): Promise<(Chunk & { readonly open: boolean })[]> {
    return tx.query(
      `SELECT number, byte_from::float8 AS "from", byte_to::float8 AS "to", first_row AS "firstRow", row_count AS "rowCount", state = 'OPEN' AS open
         FROM import_chunk WHERE tenant_id = $1 AND job_id = $2 ORDER BY number`,
      [tenant, job],
    );
  }

  /** Takes a chunk for this transaction; false when another process has applied it meanwhile. */
  async claim(tx: Tx, tenant: Uuid, job: Uuid, number: number): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM import_chunk WHERE tenant_id = $1 AND job_id = $2 AND number = $3 AND state = 'OPEN' FOR UPDATE`,
      [tenant, job, number],
    );
    return rows.length > 0;
  }

  /** `state`: TRIED while the transaction that writes the lines of all chunks is open. */
  async finish(tx: Tx, tenant: Uuid, job: Uuid, number: number, { outcomes, ids, refusals }: ChunkResults, state: 'TRIED' | 'DONE' = 'DONE'): Promise<void> {
    await tx.query(
      `UPDATE import_chunk SET state = $7, outcomes = $4, ids = $5::uuid[], refusals = $6::jsonb
        WHERE tenant_id = $1 AND job_id = $2 AND number = $3`,
      [tenant, job, number, outcomes, ids, JSON.stringify(refusals), state],
    );
  }

  /** The transaction is tried again: all chunks are open once more. */
  async reopen(tx: Tx, tenant: Uuid, job: Uuid): Promise<void> {
    await tx.query(`UPDATE import_chunk SET state = 'OPEN' WHERE tenant_id = $1 AND job_id = $2 AND state = 'TRIED'`, [tenant, job]);
  }

  /** The lines of all chunks stand. */
  async settle(tx: Tx, tenant: Uuid, job: Uuid): Promise<void> {
    await tx.query(`UPDATE import_chunk SET state = 'DONE' WHERE tenant_id = $1 AND job_id = $2 AND state = 'TRIED'`, [tenant, job]);
  }

  /** No line of what is not done was written: those that would have been, and those never reached, say so. */
  async abandon(tx: Tx, tenant: Uuid, job: Uuid): Promise<void> {
    await tx.query(
      `UPDATE import_chunk SET state = 'DONE', ids = NULL, outcomes = CASE state WHEN 'TRIED' THEN translate(outcomes, 'CPU', 'NNN') ELSE repeat('N', row_count) END
        WHERE tenant_id = $1 AND job_id = $2 AND state <> 'DONE'`,
      [tenant, job],
    );
  }

  /** Results of a few finished chunks from `number` on. */
  async results(tx: Tx, tenant: Uuid, job: Uuid, number: number, limit: number): Promise<(ChunkResults & Pick<Chunk, 'number' | 'firstRow'>)[]> {
    return tx.query(
      `SELECT number, first_row AS "firstRow", outcomes, ids, refusals FROM import_chunk
        WHERE tenant_id = $1 AND job_id = $2 AND number >= $3 AND state = 'DONE' ORDER BY number LIMIT $4`,
      [tenant, job, number, limit],
    );
  }
}
