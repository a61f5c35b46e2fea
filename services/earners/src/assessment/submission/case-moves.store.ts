import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type Submission, submissionOpen } from './submission.js';
import { submissionColumns } from './submission.store.js';

/** Moves whole cases: to another record of the person, to the version that follows, or out of the way of an erasure. */
@Injectable()
export class CaseMovesStore {
  /** Numbers of open cases for which the other record has an open one for the same achievement. */
  async conflicts(tx: Tx, tenant: string, from: string, into: string): Promise<string[]> {
    const rows = await tx.query<{ number: string }>(
      `SELECT a.number FROM submission a JOIN submission b ON b.tenant_id = $1 AND b.earner_id = $3 AND b.achievement_id = a.achievement_id AND b.state = ANY($4)
        WHERE a.tenant_id = $1 AND a.earner_id = $2 AND a.state = ANY($4) LIMIT 20`,
      [tenant, from, into, submissionOpen],
    );
    return rows.map(({ number }) => number);
  }

  /** Gives all cases of a record to another one. */
  async moveAll(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE submission SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, into]);
  }

  /** Gives back the cases that were begun under a record, or under those merged into it; answers the awards that they made. */
  async moveBack(tx: Tx, tenant: string, from: string, into: string): Promise<string[]> {
    const rows = await tx.query<{ award: string | null }>(
      `UPDATE submission SET earner_id = $2 WHERE tenant_id = $1 AND earner_id = $3 AND sealed_for IN (
         WITH RECURSIVE part (id) AS (
           SELECT $2::uuid UNION ALL SELECT e.id FROM part JOIN earner e ON e.tenant_id = $1 AND e.merged_into = part.id
         ) SELECT id FROM part) RETURNING award_id AS award`,
      [tenant, from, into],
    );
    return rows.flatMap(({ award }) => award ?? []);
  }

  /** Puts open cases under the version that follows theirs, up to `limit`; answers them as they are then. */
  follow(tx: Tx, tenant: string, { from, to, at, limit }: { from: string; to: string; at: Date; limit: number }): Promise<Submission[]> {
    return tx.query(
      `WITH open AS (
         SELECT o.id FROM submission o WHERE o.tenant_id = $1 AND o.achievement_id = (SELECT v.achievement_id FROM achievement_version_copy v WHERE v.tenant_id = $1 AND v.id = $2)
            AND o.achievement_version_id = $2 AND o.state = ANY($6) ORDER BY o.id LIMIT $5 FOR UPDATE
       )
       UPDATE submission s SET achievement_version_id = $3, version = s.version + 1, updated_at = $4 FROM open
        WHERE s.tenant_id = $1 AND s.id = open.id RETURNING ${submissionColumns}`,
      [tenant, from, to, at, limit, submissionOpen],
    );
  }

  /** Ends the open cases of persons who are nobody any more; answers them as they are then. */
  end(tx: Tx, tenant: string, records: readonly string[], at: Date): Promise<Submission[]> {
    return tx.query(
      `UPDATE submission s SET state = 'WITHDRAWN', held_from = NULL, held_at = NULL, due_at = NULL, version = s.version + 1, updated_at = $3
        WHERE s.tenant_id = $1 AND s.sealed_for = ANY($2::uuid[]) AND s.state = ANY($4) RETURNING ${submissionColumns}`,
      [tenant, records, at, submissionOpen],
    );
  }

  /** Takes away what persons wrote and handed in. That something was filed, and when, stays. */
  async forget(tx: Tx, tenant: string, records: readonly string[]): Promise<void> {
    const theirs = 'SELECT s.id FROM submission s WHERE s.tenant_id = $1 AND s.sealed_for = ANY($2::uuid[])';
    await tx.query(`DELETE FROM draft_part WHERE tenant_id = $1 AND submission_id IN (${theirs})`, [tenant, records]);
    await tx.query(`UPDATE attempt_part SET text = NULL WHERE tenant_id = $1 AND submission_id IN (${theirs}) AND text IS NOT NULL`, [tenant, records]);
    await tx.query('UPDATE evidence SET name = NULL, url = NULL, digest = NULL, twin_hmac = NULL WHERE tenant_id = $1 AND sealed_for = ANY($2::uuid[])', [tenant, records]);
  }

  /** The cases of a record, the latest first, up to 200. */
  ofEarner(tx: Tx, tenant: string, earner: string): Promise<Submission[]> {
    return tx.query(`SELECT ${submissionColumns} FROM submission s WHERE s.tenant_id = $1 AND s.earner_id = $2 ORDER BY s.created_at DESC, s.id DESC LIMIT 200`, [tenant, earner]);
  }
}
