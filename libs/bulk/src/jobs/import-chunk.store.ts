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

/** What the lines of a chunk came to: `C`, `U` or `R` for each, its object, and why the refused ones were. */
export interface ChunkResults {
  readonly outcomes: string;
  readonly ids: readonly (Uuid | null)[];
  readonly refusals: readonly ImportRowError[];
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

  /** Chunks still to be applied, in order. */
  async open(tx: Tx, tenant: Uuid, job: Uuid): Promise<Chunk[]> {
    return tx.query(
      `SELECT number, byte_from::float8 AS "from", byte_to::float8 AS "to", first_row AS "firstRow", row_count AS "rowCount"
         FROM import_chunk WHERE tenant_id = $1 AND job_id = $2 AND state = 'OPEN' ORDER BY number`,
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

  async finish(tx: Tx, tenant: Uuid, job: Uuid, number: number, { outcomes, ids, refusals }: ChunkResults): Promise<void> {
    await tx.query(
      `UPDATE import_chunk SET state = 'DONE', outcomes = $4, ids = $5::uuid[], refusals = $6::jsonb
        WHERE tenant_id = $1 AND job_id = $2 AND number = $3`,
      [tenant, job, number, outcomes, ids, JSON.stringify(refusals)],
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
