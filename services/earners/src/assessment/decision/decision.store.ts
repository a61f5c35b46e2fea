import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ReviewDecision } from './decision.js';

const columns = `d.id, d.tenant_id AS tenant, d.submission_id AS submission, d.attempt, d.kind, d.decided_as AS "as", d.decided_by AS "by", d.reason,
  d.feedback, d.returned_parts AS "returnedParts", d.business_days AS "businessDays", d.overturns_id AS overturns, d.at`;

/** Decisions; written once, never changed. The index `decision_once` admits one for each attempt that overturns none. */
@Injectable()
export class DecisionStore {
  async insert(tx: Tx, { id, tenant, submission, attempt, kind, as, by, reason, feedback, returnedParts, businessDays, overturns, at }: ReviewDecision): Promise<void> {
    await tx.query(
      `INSERT INTO decision (tenant_id, id, submission_id, attempt, kind, decided_as, decided_by, reason, feedback, returned_parts, business_days, overturns_id, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [tenant, id, submission, attempt, kind, as, by, reason, feedback, returnedParts, businessDays, overturns, at],
    );
  }

  /** Decisions on submissions, oldest first. */
  of(tx: Tx, tenant: string, submissions: readonly string[]): Promise<ReviewDecision[]> {
    return tx.query(`SELECT ${columns} FROM decision d WHERE d.tenant_id = $1 AND d.submission_id = ANY($2::uuid[]) ORDER BY d.at, d.id`, [tenant, submissions]);
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<ReviewDecision | undefined> {
    const [row] = await tx.query<ReviewDecision>(`SELECT ${columns} FROM decision d WHERE d.tenant_id = $1 AND d.id = $2`, [tenant, id]);
    return row;
  }
}
