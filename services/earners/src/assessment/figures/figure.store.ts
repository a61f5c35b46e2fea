import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Counts } from './figure.js';

/** Counts of decisions by achievement: added to by the listener, read for figures. */
@Injectable()
export class FigureStore {
  /** Worker role only. */
  async add(tx: Tx, { tenant, issuer, achievement }: { tenant: string; issuer: string; achievement: string }, counts: Counts): Promise<void> {
    await tx.query(
      `INSERT INTO assessment_figure AS f (tenant_id, issuer_id, achievement_id, first_decided, first_granted, second_decided, second_granted, granted,
              granted_attempts, decisions, business_days)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (tenant_id, issuer_id, achievement_id) DO UPDATE SET first_decided = f.first_decided + excluded.first_decided,
         first_granted = f.first_granted + excluded.first_granted, second_decided = f.second_decided + excluded.second_decided,
         second_granted = f.second_granted + excluded.second_granted, granted = f.granted + excluded.granted,
         granted_attempts = f.granted_attempts + excluded.granted_attempts, decisions = f.decisions + excluded.decisions,
         business_days = f.business_days + excluded.business_days`,
      [
        tenant,
        issuer,
        achievement,
        counts.firstDecided,
        counts.firstGranted,
        counts.secondDecided,
        counts.secondGranted,
        counts.granted,
        counts.grantedAttempts,
        counts.decisions,
        counts.businessDays,
      ],
    );
  }

  /** Whether a filing was decided on more than once when this happened: after an appeal. */
  async isFirst(tx: Tx, { tenant, submission, attempt, at }: { tenant: string; submission: string; attempt: number; at: Date }): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM decision d WHERE d.tenant_id = $1 AND d.submission_id = $2 AND d.attempt = $3 AND d.at < $4 LIMIT 1', [tenant, submission, attempt, at]);
    return rows.length === 0;
  }

  /** Of an issuer, or of one of its achievements: one row for each achievement at most. */
  async of(tx: Tx, tenant: string, issuer: string, achievement: string | null): Promise<Counts | undefined> {
    const [row] = await tx.query<Counts>(
      `SELECT coalesce(sum(f.first_decided), 0)::int AS "firstDecided", coalesce(sum(f.first_granted), 0)::int AS "firstGranted",
              coalesce(sum(f.second_decided), 0)::int AS "secondDecided", coalesce(sum(f.second_granted), 0)::int AS "secondGranted",
              coalesce(sum(f.granted), 0)::int AS granted, coalesce(sum(f.granted_attempts), 0)::int AS "grantedAttempts",
              coalesce(sum(f.decisions), 0)::int AS decisions, coalesce(sum(f.business_days), 0)::float8 AS "businessDays"
         FROM assessment_figure f WHERE f.tenant_id = $1 AND f.issuer_id = $2 AND ($3::uuid IS NULL OR f.achievement_id = $3)`,
      [tenant, issuer, achievement],
    );
    return row;
  }

  /** Exact up to 10,000, null beyond. */
  async overdue(tx: Tx, tenant: string, issuer: string, achievement: string | null, now: Date): Promise<number | null> {
    return countRows(
      tx,
      `SELECT 1 FROM submission s WHERE s.tenant_id = $1 AND s.issuer_id = $2 AND s.state IN ('SUBMITTED', 'IN_REVIEW')
          AND s.due_at <= $4 AND ($3::uuid IS NULL OR s.achievement_id = $3)`,
      [tenant, issuer, achievement, now],
    );
  }
}
