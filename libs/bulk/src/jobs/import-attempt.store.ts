import type { Tx, Uuid } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ImportRowError } from './import-job.js';

/** How often jobs were begun without getting on. */
@Injectable()
export class ImportAttemptStore {
  /** Notes that a job is begun; answers how often that was, without a chunk being done since, or 0 when it is over. */
  async begin(tx: Tx, tenant: Uuid, id: Uuid): Promise<number> {
    const [row] = await tx.query<{ attempts: number }>(
      `UPDATE import_job SET attempts = attempts + 1 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING') RETURNING attempts`,
      [tenant, id],
    );
    return row?.attempts ?? 0;
  }

  /** The attempt ended in order and not by a fault: it counts for nothing. */
  async forget(tx: Tx, tenant: Uuid, id: Uuid): Promise<void> {
    await tx.query('UPDATE import_job SET attempts = greatest(attempts - 1, 0) WHERE tenant_id = $1 AND id = $2', [tenant, id]);
  }

  /** The job is begun again no earlier than `until`. */
  async putOff(tx: Tx, tenant: Uuid, id: Uuid, until: Date): Promise<void> {
    await tx.query(`UPDATE import_job SET retry_at = $3 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')`, [tenant, id, until]);
  }

  /** Gives a job up. What it has written stands; the lines of a transaction that was never done count for nothing. */
  async giveUp(tx: Tx, tenant: Uuid, id: Uuid, at: Date, error: ImportRowError): Promise<void> {
    await tx.query(
      `UPDATE import_job SET state = 'FAILED', stalled = true, finished_at = $3, errors = jsonb_build_array($4::jsonb) || errors
        WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')`,
      [tenant, id, at, JSON.stringify(error)],
    );
  }

  /**
   * Has a job that was given up go on where it stands, reading an upload of the same bytes; answers the upload that it read
   * before. Undefined, and nothing done, for any other job.
   */
  async takeUp(tx: Tx, tenant: Uuid, id: string, uploadId: string): Promise<string | undefined> {
    const [row] = await tx.query<{ former: string }>(
      `WITH former AS (SELECT upload_id FROM import_job WHERE tenant_id = $1 AND id = $2 AND stalled FOR UPDATE)
       UPDATE import_job SET state = CASE WHEN row_count IS NULL THEN 'QUEUED' ELSE 'RUNNING' END, stalled = false, attempts = 0, retry_at = NULL,
         finished_at = NULL, errors = errors - 0, upload_id = $3
         FROM former WHERE tenant_id = $1 AND id = $2 RETURNING former.upload_id AS former`,
      [tenant, id, uploadId],
    );
    return row?.former;
  }
}
