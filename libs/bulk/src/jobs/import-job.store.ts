import type { Mark } from '@cairn/messaging';
import type { Tx, Uuid } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { PlacedMark } from '../import-kind.js';
import type { ImportJob, ImportRowError } from './import-job.js';

interface JobRow extends Omit<ImportJob, 'marks'> {
  readonly marks: Record<string, Mark['event']>;
}

const columns = `id, tenant_id AS tenant, kind, principal, upload_id AS "uploadId", format, mode, dry_run AS "dryRun", content_hash AS "contentHash", state,
  row_count AS "rowCount", rows_done AS "rowsDone", succeeded, replaced, unchanged, failed, errors, marks,
  created_at AS "createdAt", finished_at AS "finishedAt"`;

/** What the lines of a chunk came to, added to the job's figures. */
export interface Tally {
  readonly rows: number;
  readonly succeeded: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly ImportRowError[];
  readonly marks: readonly PlacedMark[];
}

/** A job as it is asked for. */
export type NewJob = Pick<ImportJob, 'id' | 'tenant' | 'kind' | 'principal' | 'uploadId' | 'format' | 'mode' | 'dryRun' | 'createdAt'> & { readonly contentHash: Buffer };

@Injectable()
export class ImportJobStore {
  async insert(tx: Tx, job: NewJob): Promise<void> {
    await tx.query(
      `INSERT INTO import_job (tenant_id, id, kind, upload_id, format, mode, dry_run, content_hash, state, created_at, principal)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'QUEUED', $9, $10::jsonb)`,
      [job.tenant, job.id, job.kind, job.uploadId, job.format, job.mode, job.dryRun, job.contentHash, job.createdAt, JSON.stringify(job.principal)],
    );
  }

  /** The job that was last asked for with the same bytes and options and that still runs or was given up, or (`finished` too) that has dealt with them. */
  async sameFile(tx: Tx, { tenant, kind, format, mode, dryRun, contentHash }: NewJob, finished: boolean): Promise<string | undefined> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('import ' || $1::text || encode($2::bytea, 'hex'), 0))`, [tenant, contentHash]);
    const [row] = await tx.query<{ id: string }>(
      `SELECT id FROM import_job
        WHERE tenant_id = $1 AND content_hash = $2 AND kind = $3 AND format = $4 AND mode = $5 AND dry_run = $6 AND (state = ANY($7::text[]) OR stalled) AND NOT cancel_asked
        ORDER BY created_at DESC LIMIT 1`,
      [tenant, contentHash, kind, format, mode, dryRun, ['QUEUED', 'RUNNING', ...(finished ? ['FINISHED'] : [])]],
    );
    return row?.id;
  }

  /** Asks a job to stop; false when it is over. */
  async cancel(tx: Tx, tenant: Uuid, id: string): Promise<boolean> {
    const rows = await tx.query(`UPDATE import_job SET cancel_asked = true WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING') RETURNING 1`, [tenant, id]);
    return rows.length > 0;
  }

  async isCancelled(tx: Tx, tenant: Uuid, id: Uuid): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM import_job WHERE tenant_id = $1 AND id = $2 AND cancel_asked', [tenant, id]);
    return rows.length > 0;
  }

  async byId(tx: Tx, tenant: Uuid, id: string): Promise<ImportJob | undefined> {
    const [row] = await tx.query<JobRow>(`SELECT ${columns} FROM import_job WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row && toJob(row);
  }

  /** Jobs of all tenants that are not finished and may be begun by now, oldest first. */
  async open(tx: Tx, now: Date, limit: number): Promise<{ tenant: Uuid; id: Uuid }[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, id FROM import_job WHERE state IN ('QUEUED', 'RUNNING') AND (retry_at IS NULL OR retry_at <= $2) ORDER BY created_at, id LIMIT $1`,
      [limit, now],
    );
  }

  async start(tx: Tx, tenant: Uuid, id: Uuid, header: readonly string[] | null, rowCount: number): Promise<void> {
    await tx.query(
      `UPDATE import_job SET state = 'RUNNING', columns = $3::text[], row_count = $4 WHERE tenant_id = $1 AND id = $2 AND state = 'QUEUED'`,
      [tenant, id, header, rowCount],
    );
  }

  /** Column names of a CSV file, as they stand in its first line; null for JSON Lines. */
  async header(tx: Tx, tenant: Uuid, id: Uuid): Promise<readonly string[] | null> {
    const [row] = await tx.query<{ columns: string[] | null }>(`SELECT columns FROM import_job WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row?.columns ?? null;
  }

  async add(tx: Tx, tenant: Uuid, id: Uuid, { rows, succeeded, replaced, unchanged, failed, errors, marks }: Tally): Promise<void> {
    await tx.query(
      `UPDATE import_job SET rows_done = rows_done + $3, succeeded = succeeded + $4, unchanged = unchanged + $5, failed = failed + $6,
         attempts = CASE WHEN mode = 'BEST_EFFORT' AND NOT dry_run THEN 0 ELSE attempts END,
         errors = CASE WHEN jsonb_array_length(errors) < 100 THEN errors || $7::jsonb ELSE errors END, marks = marks || $8::jsonb, replaced = replaced + $9
       WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, rows, succeeded, unchanged, failed, JSON.stringify(errors), JSON.stringify(lastOfEachLane(marks)), replaced],
    );
  }

  /** Sets the figures back, since the transaction that they told of is to be tried again. */
  async beginAgain(tx: Tx, tenant: Uuid, id: Uuid): Promise<void> {
    await tx.query(
      `UPDATE import_job SET rows_done = 0, succeeded = 0, replaced = 0, unchanged = 0, failed = 0, errors = '[]', marks = '{}' WHERE tenant_id = $1 AND id = $2`,
      [tenant, id],
    );
  }

  async finish(tx: Tx, tenant: Uuid, id: Uuid, at: Date, state: 'FINISHED' | 'CANCELLED' = 'FINISHED'): Promise<void> {
    await tx.query(`UPDATE import_job SET state = $4, finished_at = $3 WHERE tenant_id = $1 AND id = $2`, [tenant, id, at, state]);
  }

  /** Ends a job none of whose lines were written, `state` telling why. */
  async endUnwritten(tx: Tx, tenant: Uuid, id: Uuid, at: Date, state: 'FAILED' | 'CANCELLED'): Promise<void> {
    await tx.query(
      `UPDATE import_job SET state = $4, finished_at = $3, succeeded = 0, replaced = 0, unchanged = 0, marks = '{}' WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, at, state],
    );
  }

  async fail(tx: Tx, tenant: Uuid, id: Uuid, at: Date, error: ImportRowError): Promise<void> {
    await tx.query(
      `UPDATE import_job SET state = 'FAILED', finished_at = $3, errors = $4::jsonb WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, at, JSON.stringify([error])],
    );
  }
}

const lastOfEachLane = (marks: readonly PlacedMark[]): Record<string, Mark['event']> =>
  Object.fromEntries(marks.map(({ topic, lane, event }) => [lane === undefined ? topic : `${topic}#${lane}`, event]));

const toJob = (row: JobRow): ImportJob => ({
  ...row,
  marks: Object.entries(row.marks).map(([place, event]) => ({ topic: place.split('#')[0] ?? place, event })),
});
