import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Enrolment, EnrolmentState } from './enrolment.js';
import { enrolmentColumns } from './enrolment.store.js';

const ofPage = `page.id, page.tenant, page.earner, page.pathway, page."pathwayVersion", page.state, page.approval, page."pauseReason", page."membersOnly", page."enrolledOn", page."withdrawnOn", page."optIns", page."exitRequests", page."partnerReference", page.version, page.told, page."createdAt", page."updatedAt"`;

export type EnrolmentOrder = 'CREATED_AT_ASC' | 'UPDATED_AT_DESC';

const orders = {
  CREATED_AT_ASC: { column: 'created_at', direction: 'ASC', after: '>', key: (row: Enrolment) => row.createdAt.toISOString() },
  UPDATED_AT_DESC: { column: 'updated_at', direction: 'DESC', after: '<', key: (row: Enrolment) => row.updatedAt.toISOString() },
} as const;

/** The key values of a row under an order, the id last. */
export const enrolmentKeys =
  (order: EnrolmentOrder) =>
  (row: Enrolment): [string, string] => [orders[order].key(row), row.id];

export interface EnrolmentConditions {
  readonly ids: readonly string[] | null;
  readonly earners: readonly string[] | null;
  readonly pathways: readonly string[] | null;
  readonly states: readonly EnrolmentState[] | null;
  readonly references: readonly string[] | null;
  readonly referencePrefix: string | null;
}

/** SQL of the conditions that are stated, so that the planner sees only those. */
function where(tenant: string, filter: EnrolmentConditions): { sql: string; values: unknown[] } {
  const values: unknown[] = [tenant];
  const parts = ['tenant_id = $1'];
  const add = (sql: (place: string) => string, value: unknown): void => {
    if (value !== null) parts.push(sql(`$${values.push(value)}`));
  };
  add((at) => `id = ANY(${at}::uuid[])`, filter.ids);
  add((at) => `earner_id = ANY(${at}::uuid[])`, filter.earners);
  add((at) => `pathway_id = ANY(${at}::uuid[])`, filter.pathways);
  add((at) => `state = ANY(${at}::text[])`, filter.states);
  add((at) => `partner_reference = ANY(${at}::text[])`, filter.references);
  add((at) => `starts_with(partner_reference, ${at})`, filter.referencePrefix);
  return { sql: parts.join(' AND '), values };
}

/** Lists of enrolments, always of one tenant. */
@Injectable()
export class EnrolmentPages {
  page(
    tx: Tx,
    tenant: string,
    filter: EnrolmentConditions,
    order: EnrolmentOrder,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<Enrolment[]> {
    const { column, direction, after: comparison } = orders[order];
    const { sql, values } = where(tenant, filter);
    const place = after ? `AND (${column}, id) ${comparison} ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)` : '';
    return tx.compose(
      `SELECT ${enrolmentColumns} FROM enrolment WHERE ${sql} ${place} ORDER BY ${column} ${direction}, id ${direction} LIMIT $${values.push(limit)}`,
      values,
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, tenant: string, filter: EnrolmentConditions): Promise<number | null> {
    const { sql, values } = where(tenant, filter);
    return countRows(tx, `SELECT 1 FROM enrolment WHERE ${sql}`, values, 'composed');
  }

  /** A page of enrolments for each of these earners, oldest first, in one statement. */
  ofEarners(tx: Tx, tenant: string, earners: readonly string[], after: readonly [string, string] | null, limit: number): Promise<Enrolment[]> {
    return tx.query(
      `SELECT ${ofPage} FROM unnest($2::uuid[]) AS asked (earner)
        CROSS JOIN LATERAL (
          SELECT ${enrolmentColumns} FROM enrolment
           WHERE tenant_id = $1 AND earner_id = asked.earner
             AND ($3::timestamptz IS NULL OR (created_at, id) > ($3::timestamptz, $4::uuid))
           ORDER BY created_at, id LIMIT $5) AS page`,
      [tenant, earners, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Enrolments in which each of these awards counts now, at most 20 each, in one statement. */
  ofAwards(tx: Tx, tenant: string, awards: readonly string[]): Promise<(Enrolment & { award: string })[]> {
    return tx.query(
      `SELECT asked.award, ${ofPage} FROM unnest($2::uuid[]) AS asked (award)
        CROSS JOIN LATERAL (SELECT enrolment_id FROM counted_award
          WHERE tenant_id = $1 AND award_id = asked.award ORDER BY enrolment_id LIMIT 20) AS counted
        CROSS JOIN LATERAL (SELECT ${enrolmentColumns} FROM enrolment WHERE tenant_id = $1 AND id = counted.enrolment_id) AS page`,
      [tenant, awards],
    );
  }
}
