import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Cases that a reviewer could take by himself. */
@Injectable()
export class ClaimableStore {
  /**
   * Cases of an issuer that wait for a reviewer, the one due first at the top, without those that the reviewer was asked about
   * and did not take. They are not locked: somebody else may take them meanwhile.
   */
  async next(
    tx: Tx,
    { tenant, issuer, achievement, reviewer }: { tenant: string; issuer: string; achievement: string | null; reviewer: string },
    limit: number,
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT s.id FROM submission s
        WHERE s.tenant_id = $1 AND s.issuer_id = $2 AND s.state IN ('SUBMITTED', 'IN_REVIEW') AND ($3::uuid IS NULL OR s.achievement_id = $3)
          AND (s.state = 'SUBMITTED' OR EXISTS (SELECT 1 FROM unoffered_review u WHERE u.tenant_id = $1 AND u.submission_id = s.id)
               OR EXISTS (SELECT 1 FROM review_assignment o WHERE o.tenant_id = $1 AND o.submission_id = s.id AND o.attempt = s.attempt AND o.state = 'OFFERED'))
          AND NOT EXISTS (SELECT 1 FROM review_assignment a WHERE a.tenant_id = $1 AND a.submission_id = s.id AND a.attempt = s.attempt
                             AND a.reviewer_id = $4 AND a.state <> 'OFFERED')
        ORDER BY s.due_at, s.id LIMIT $5`,
      [tenant, issuer, achievement, reviewer, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes the lock of a submission unless somebody else has it just now. */
  async tryLock(tx: Tx, tenant: string, submission: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM submission s WHERE s.tenant_id = $1 AND s.id = $2 FOR UPDATE SKIP LOCKED', [tenant, submission]);
    return rows.length > 0;
  }
}
