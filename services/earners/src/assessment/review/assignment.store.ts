import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Assignment } from './assignment.js';

const columns = `a.id, a.tenant_id AS tenant, a.submission_id AS submission, a.attempt, a.round, a.reviewer_id AS reviewer, a.state,
  a.offered_at AS "offeredAt", a.accepted_at AS "acceptedAt", a.ended_at AS "endedAt", a.lapses_at AS "lapsesAt"`;

/** Who was asked to review what. Whoever changes one holds the lock of its submission. */
@Injectable()
export class AssignmentStore {
  async insert(tx: Tx, { tenant, id, submission, attempt, round, reviewer, state, offeredAt, acceptedAt, lapsesAt }: Assignment): Promise<void> {
    await tx.query(
      `INSERT INTO review_assignment (tenant_id, id, submission_id, attempt, round, reviewer_id, state, offered_at, accepted_at, lapses_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [tenant, id, submission, attempt, round, reviewer, state, offeredAt, acceptedAt, lapsesAt],
    );
  }

  async update(tx: Tx, { tenant, id, state, acceptedAt, endedAt, lapsesAt }: Assignment): Promise<void> {
    await tx.query('UPDATE review_assignment SET state = $3, accepted_at = $4, ended_at = $5, lapses_at = $6 WHERE tenant_id = $1 AND id = $2', [
      tenant,
      id,
      state,
      acceptedAt,
      endedAt,
      lapsesAt,
    ]);
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<Assignment | undefined> {
    const [row] = await tx.query<Assignment>(`SELECT ${columns} FROM review_assignment a WHERE a.tenant_id = $1 AND a.id = $2`, [tenant, id]);
    return row;
  }

  /** Everything that was asked about these submissions, the oldest first. */
  of(tx: Tx, tenant: string, submissions: readonly string[]): Promise<Assignment[]> {
    return tx.query(`SELECT ${columns} FROM review_assignment a WHERE a.tenant_id = $1 AND a.submission_id = ANY($2::uuid[]) ORDER BY a.offered_at, a.id`, [
      tenant,
      submissions,
    ]);
  }

  /** Offers that a reviewer has not answered. */
  offeredTo(tx: Tx, tenant: string, reviewer: string): Promise<Assignment[]> {
    return tx.query(`SELECT ${columns} FROM review_assignment a WHERE a.tenant_id = $1 AND a.reviewer_id = $2 AND a.state = 'OFFERED'`, [tenant, reviewer]);
  }

  /** What is open on a submission lapses later, by the time for which its clock stood still. */
  async postpone(tx: Tx, tenant: string, submission: string, { from, until }: { readonly from: Date; readonly until: Date }): Promise<void> {
    await tx.query(
      `UPDATE review_assignment SET lapses_at = lapses_at + ($4::timestamptz - $3::timestamptz)
        WHERE tenant_id = $1 AND submission_id = $2 AND state IN ('OFFERED', 'ACCEPTED')`,
      [tenant, submission, from, until],
    );
  }

  /** Nobody has to answer any more what is open on a submission. */
  async endOpen(tx: Tx, tenant: string, submission: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE review_assignment SET state = 'EXPIRED', ended_at = $3 WHERE tenant_id = $1 AND submission_id = $2 AND state IN ('OFFERED', 'ACCEPTED')`,
      [tenant, submission, at],
    );
  }

  /** Open assignments of any tenant whose time is over, of cases whose clock runs; at most `limit`. Worker role only. */
  lapsed(tx: Tx, at: Date, limit: number): Promise<Pick<Assignment, 'tenant' | 'id' | 'submission'>[]> {
    return tx.query(
      `SELECT a.id, a.tenant_id AS tenant, a.submission_id AS submission FROM review_assignment a
         JOIN submission s ON s.tenant_id = a.tenant_id AND s.id = a.submission_id AND s.state IN ('SUBMITTED', 'IN_REVIEW')
        WHERE a.state IN ('OFFERED', 'ACCEPTED') AND a.lapses_at <= $1 ORDER BY a.lapses_at LIMIT $2`,
      [at, limit],
    );
  }
}
