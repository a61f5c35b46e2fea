import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { enrolmentColumns } from '../enrolment/enrolment.store.js';
import type { Enrolment } from '../enrolment/enrolment.js';
import { isYetToFollow } from '../progress/recompute.store.js';
import type { CohortConditions, MemberFigures, StackedCount } from './cohort.js';

/** The states in which somebody is enrolled: not asked or refused, not ended. */
const enrolled = `('ACTIVE', 'PAUSED', 'COMPLETED')`;

/** Whole cohorts at once, of one tenant. */
@Injectable()
export class CohortStore {
  /** A page of members in order of their enrolment, in one statement. */
  page(
    tx: Tx,
    tenant: string,
    pathway: string,
    filter: CohortConditions,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<(Enrolment & { figures: MemberFigures | null })[]> {
    const { sql, values } = where(tenant, pathway, filter);
    const place = after ? `AND (enrolment.created_at, enrolment.id) > ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)` : '';
    return tx.compose(
      `SELECT ${enrolmentColumns}, (SELECT json_build_object('state', p.state, 'satisfied', p.satisfied, 'total', p.total, 'complete', p.complete,
                'asOf', p.as_of, 'dueOn', t.due_on, 'yetToFollow', ${isYetToFollow('enrolment')}) FROM progress p LEFT JOIN timer t ON t.tenant_id = p.tenant_id AND t.enrolment_id = p.enrolment_id
              WHERE p.tenant_id = enrolment.tenant_id AND p.enrolment_id = enrolment.id) AS figures
         FROM enrolment WHERE ${sql} ${place} ORDER BY enrolment.created_at, enrolment.id LIMIT $${values.push(limit)}`,
      values,
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, tenant: string, pathway: string, filter: CohortConditions): Promise<number | null> {
    const { sql, values } = where(tenant, pathway, filter);
    return countRows(tx, `SELECT 1 FROM enrolment WHERE ${sql}`, values, 'composed');
  }

  /** How many satisfy how many requirements, of a whole pathway or of those pinned to one version, in one statement. */
  stacked(tx: Tx, tenant: string, pathway: string, version: string | null, today: string): Promise<StackedCount[]> {
    return tx.query(
      `SELECT coalesce(p.satisfied, 0) AS satisfied, coalesce(p.total, 0) AS total, count(1)::int AS count,
              (count(1) FILTER (WHERE p.complete))::int AS complete,
              (count(1) FILTER (WHERE p.state = 'UNDECIDED'))::int AS undecided,
              (count(1) FILTER (WHERE (t.due_on <= $4 AND p.as_of < $4) OR ${isYetToFollow('e')}))::int AS overdue
         FROM enrolment e
         LEFT JOIN progress p ON p.tenant_id = e.tenant_id AND p.enrolment_id = e.id
         LEFT JOIN timer t ON t.tenant_id = e.tenant_id AND t.enrolment_id = e.id
        WHERE e.tenant_id = $1 AND e.pathway_id = $2 AND ($3::uuid IS NULL OR e.pathway_version_id = $3) AND e.state IN ${enrolled}
        GROUP BY 1, 2`,
      [tenant, pathway, version, today],
    );
  }
}

/** SQL of the conditions that are stated, so that the planner sees only those. */
function where(tenant: string, pathway: string, { states, version, satisfied, complete }: CohortConditions): { sql: string; values: unknown[] } {
  const values: unknown[] = [tenant, pathway];
  const parts = ['enrolment.tenant_id = $1', 'enrolment.pathway_id = $2'];
  const among = (condition: string) =>
    `EXISTS (SELECT 1 FROM progress p WHERE p.tenant_id = enrolment.tenant_id AND p.enrolment_id = enrolment.id AND ${condition})`;
  if (states !== null) parts.push(`enrolment.state = ANY($${values.push(states)}::text[])`);
  if (version !== null) {
    const number = `$${values.push(version)}`;
    parts.push(`enrolment.pathway_version_id = (SELECT v.id FROM pathway_version v WHERE v.tenant_id = $1 AND v.pathway_id = $2 AND v.number = ${number})`);
  }
  if (satisfied !== null) parts.push(among(`p.satisfied = $${values.push(satisfied)}`));
  if (complete !== null) parts.push(among(`p.complete IS ${complete ? '' : 'NOT '}TRUE`));
  return { sql: parts.join(' AND '), values };
}
