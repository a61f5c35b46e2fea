import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Submission, SubmissionState } from './submission.js';
import { submissionColumns } from './submission.store.js';

export type SubmissionOrder = 'CREATED_AT_DESC' | 'DUE_AT_ASC' | 'UPDATED_AT_DESC';

const orders = {
  CREATED_AT_DESC: { column: 's.created_at', direction: 'DESC', after: '<', key: (row: Submission) => row.createdAt },
  DUE_AT_ASC: { column: 's.due_at', direction: 'ASC', after: '>', key: (row: Submission) => row.dueAt ?? row.createdAt },
  UPDATED_AT_DESC: { column: 's.updated_at', direction: 'DESC', after: '<', key: (row: Submission) => row.updatedAt },
} as const;

/** The key values of a row under an order, the id last. */
export const submissionKeys =
  (order: SubmissionOrder) =>
  (row: Submission): [string, string] => [orders[order].key(row).toISOString(), row.id];

/** Conditions on submissions; null means any. */
export interface SubmissionConditions {
  readonly states: readonly SubmissionState[] | null;
  readonly earners: readonly string[] | null;
  readonly achievements: readonly string[] | null;
  readonly issuers: readonly string[] | null;
  readonly number: string | null;
  readonly overdue: boolean | null;
  /** What the caller's grants reach: these issuers and these achievements; null is all of the tenant. */
  readonly reach: { readonly issuers: readonly string[]; readonly achievements: readonly string[] } | null;
}

/** States in which a decision is awaited. */
const awaited = `s.state IN ('SUBMITTED', 'IN_REVIEW')`;

type Condition = (at: (value: unknown) => string) => string;

/** SQL of the conditions that are set: only those, so that the planner sees which index serves them. */
function whereOf(tenant: string, filter: SubmissionConditions, now: Date): { text: string; values: unknown[] } {
  const values: unknown[] = [tenant];
  const at = (value: unknown) => `$${values.push(value)}`;
  const { reach } = filter;
  const conditions: (Condition | null)[] = [
    filter.states && ((value) => `s.state = ANY(${value(filter.states)}::text[])`),
    filter.earners && ((value) => `s.earner_id = ANY(${value(filter.earners)}::uuid[])`),
    filter.achievements && ((value) => `s.achievement_id = ANY(${value(filter.achievements)}::uuid[])`),
    filter.issuers && ((value) => `s.issuer_id = ANY(${value(filter.issuers)}::uuid[])`),
    filter.number === null ? null : (value) => `s.number = ${value(filter.number)}`,
    filter.overdue === null ? null : (value) => (filter.overdue ? `${awaited} AND s.due_at <= ${value(now)}` : `NOT coalesce(${awaited} AND s.due_at <= ${value(now)}, false)`),
    reach && ((value) => `(s.issuer_id = ANY(${value(reach.issuers)}::uuid[]) OR s.achievement_id = ANY(${value(reach.achievements)}::uuid[]))`),
  ];
  return { text: `s.tenant_id = $1${conditions.flatMap((condition) => (condition ? [` AND ${condition(at)}`] : [])).join('')}`, values };
}

/** Lists of submissions by keyset. */
@Injectable()
export class SubmissionListStore {
  page(
    tx: Tx,
    tenant: string,
    filter: SubmissionConditions,
    { order, now, after, limit }: { order: SubmissionOrder; now: Date; after: readonly [string, string] | null; limit: number },
  ): Promise<Submission[]> {
    const { column, direction, after: comparison } = orders[order];
    const { text, values } = whereOf(tenant, filter, now);
    const next = after ? ` AND (${column}, s.id) ${comparison} ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)` : '';
    const due = order === 'DUE_AT_ASC' ? ` AND ${awaited}` : '';
    return tx.compose(
      `SELECT ${submissionColumns} FROM submission s WHERE ${text}${due}${next} ORDER BY ${column} ${direction}, s.id ${direction} LIMIT $${values.push(limit)}`,
      values,
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, tenant: string, filter: SubmissionConditions, order: SubmissionOrder, now: Date): Promise<number | null> {
    const { text, values } = whereOf(tenant, filter, now);
    const due = order === 'DUE_AT_ASC' ? ` AND ${awaited}` : '';
    return countRows(tx, `SELECT 1 FROM submission s WHERE ${text}${due}`, values, 'composed');
  }
}
