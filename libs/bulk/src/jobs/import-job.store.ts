import type { Mark } from '@cairn/messaging';
import type { Tx, Uuid } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ImportJob, ImportRowError } from './import-job.js';

interface JobRow extends Omit<ImportJob, 'marks'> {
  readonly marks: Record<string, Mark['event']>;
}

const columns = `id, tenant_id AS tenant, kind, principal, upload_id AS "uploadId", format, dry_run AS "dryRun", state,
  row_count AS "rowCount", rows_done AS "rowsDone", succeeded, unchanged, failed, errors, marks,
  created_at AS "createdAt", finished_at AS "finishedAt"`;

/** What the lines of a chunk came to, added to the job's figures. */
export interface Tally {
  readonly rows: number;
  readonly succeeded: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly ImportRowError[];
  readonly marks: readonly Mark[];
}

@Injectable()
export class ImportJobStore {
  async insert(tx: Tx, job: Pick<ImportJob, 'id' | 'tenant' | 'kind' | 'principal' | 'uploadId' | 'format' | 'dryRun' | 'createdAt'>): Promise<void> {
    await tx.query(
      `INSERT INTO import_job (tenant_id, id, kind, upload_id, format, dry_run, state, created_at, principal)
       VALUES ($1, $2, $3, $4, $5, $6, 'QUEUED', $7, $8::jsonb)`,
      [job.tenant, job.id, job.kind, job.uploadId, job.format, job.dryRun, job.createdAt, JSON.stringify(job.principal)],
    );
  }

  async byId(tx: Tx, tenant: Uuid, id: string): Promise<ImportJob | undefined> {
    const [row] = await tx.query<JobRow>(`SELECT ${columns} FROM import_job WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row && toJob(row);
  }

  /** Jobs of all tenants that are not finished, oldest first. */
  async open(tx: Tx, limit: number): Promise<{ tenant: Uuid; id: Uuid }[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, id FROM import_job WHERE state IN ('QUEUED', 'RUNNING') ORDER BY created_at, id LIMIT $1`,
      [limit],
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

  async add(tx: Tx, tenant: Uuid, id: Uuid, { rows, succeeded, unchanged, failed, errors, marks }: Tally): Promise<void> {
    await tx.query(
      `UPDATE import_job SET rows_done = rows_done + $3, succeeded = succeeded + $4, unchanged = unchanged + $5, failed = failed + $6,
         errors = CASE WHEN jsonb_array_length(errors) < 100 THEN errors || $7::jsonb ELSE errors END, marks = marks || $8::jsonb
       WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, rows, succeeded, unchanged, failed, JSON.stringify(errors), JSON.stringify(lastOfEachTopic(marks))],
    );
  }

  async finish(tx: Tx, tenant: Uuid, id: Uuid, at: Date): Promise<void> {
    await tx.query(`UPDATE import_job SET state = 'FINISHED', finished_at = $3 WHERE tenant_id = $1 AND id = $2`, [tenant, id, at]);
  }

  async fail(tx: Tx, tenant: Uuid, id: Uuid, at: Date, error: ImportRowError): Promise<void> {
    await tx.query(
      `UPDATE import_job SET state = 'FAILED', finished_at = $3, errors = $4::jsonb WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, at, JSON.stringify([error])],
    );
  }
}

const lastOfEachTopic = (marks: readonly Mark[]): Record<string, Mark['event']> =>
  Object.fromEntries(marks.map(({ topic, event }) => [topic, event]));

const toJob = (row: JobRow): ImportJob => ({
  ...row,
  marks: Object.entries(row.marks).map(([topic, event]) => ({ topic, event })),
});
