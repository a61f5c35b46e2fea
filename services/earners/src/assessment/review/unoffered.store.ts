import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Cases for which too few reviewers were found, and second opinions that were asked for. */
@Injectable()
export class UnofferedStore {
  async add(tx: Tx, tenant: string, submission: string, lookAt: Date): Promise<void> {
    await tx.query(
      `INSERT INTO unoffered_review (tenant_id, submission_id, look_at) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, submission_id) DO UPDATE SET look_at = excluded.look_at`,
      [tenant, submission, lookAt],
    );
  }

  async remove(tx: Tx, tenant: string, submission: string): Promise<void> {
    await tx.query('DELETE FROM unoffered_review WHERE tenant_id = $1 AND submission_id = $2', [tenant, submission]);
  }

  /** Brings the looks at a tenant's cases forward. */
  async hurry(tx: Tx, tenant: string, lookAt: Date): Promise<void> {
    await tx.query('UPDATE unoffered_review SET look_at = $2 WHERE tenant_id = $1 AND look_at > $2', [tenant, lookAt]);
  }

  /** Cases of any tenant whose look is due. Worker role only. */
  due(tx: Tx, at: Date, limit: number): Promise<{ tenant: string; submission: string }[]> {
    return tx.query('SELECT tenant_id AS tenant, submission_id AS submission FROM unoffered_review WHERE look_at <= $1 ORDER BY look_at LIMIT $2', [at, limit]);
  }

  async askSecond(tx: Tx, tenant: string, filing: { submission: string; attempt: number; round: number }, by: string, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO second_opinion (tenant_id, submission_id, attempt, round, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [tenant, filing.submission, filing.attempt, filing.round, by, at],
    );
  }

  async isSecondAsked(tx: Tx, tenant: string, { submission, attempt, round }: { submission: string; attempt: number; round: number }): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM second_opinion WHERE tenant_id = $1 AND submission_id = $2 AND attempt = $3 AND round = $4', [
      tenant,
      submission,
      attempt,
      round,
    ]);
    return rows.length > 0;
  }
}
