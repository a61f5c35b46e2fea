import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { NodeException } from './node-exception.js';

const columns = `id, tenant_id AS tenant, enrolment_id AS enrolment, node, kind, award_id AS award, amount::float8 AS amount, reason,
  granted_by AS "grantedBy", from_on::text AS "from", until_on::text AS "until", recorded_at AS "recordedAt"`;

const ofPage = `page.id, page.tenant, page.enrolment, page.node, page.kind, page.award, page.amount, page.reason, page."grantedBy", page."from", page."until", page."recordedAt"`;

/** Exceptions, which are never deleted: an end is a day. */
@Injectable()
export class ExceptionStore {
  async insert(tx: Tx, exception: NodeException): Promise<void> {
    const { tenant, id, enrolment, node, kind, award, amount, reason, grantedBy, from, until, recordedAt } = exception;
    await tx.query(
      `INSERT INTO node_exception (tenant_id, id, enrolment_id, node, kind, award_id, amount, reason, granted_by, from_on, until_on, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [tenant, id, enrolment, node, kind, award, amount, reason, grantedBy, from, until, recordedAt],
    );
  }

  async end(tx: Tx, { tenant, id, until }: NodeException): Promise<void> {
    await tx.query('UPDATE node_exception SET until_on = $3 WHERE tenant_id = $1 AND id = $2', [tenant, id, until]);
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<NodeException | undefined> {
    const [row] = await tx.query<NodeException>(`SELECT ${columns} FROM node_exception WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row;
  }

  /** Exceptions of these enrolments, oldest first, at most 100 each, in one statement. */
  ofEnrolments(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<NodeException[]> {
    return tx.query(
      `SELECT ${ofPage} FROM unnest($2::uuid[]) AS asked (enrolment)
        CROSS JOIN LATERAL (SELECT ${columns} FROM node_exception
          WHERE tenant_id = $1 AND enrolment_id = asked.enrolment ORDER BY recorded_at, id LIMIT 100) AS page`,
      [tenant, enrolments],
    );
  }

  /** Whether the earner has the award: in force or not, since the evaluator judges that. */
  async holds(tx: Tx, tenant: string, earner: string, award: string): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM holding WHERE tenant_id = $1 AND award_id = $2 AND earner_id = $3 AND state NOT IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED')`,
      [tenant, award, earner],
    );
    return rows.length > 0;
  }
}
