import { cappedRows, countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { shownColumns, shownFrom } from './award.store.js';
import type { EffectiveState, Shown } from './award.js';

export type AwardOrder = 'AWARDED_ON_DESC' | 'AWARDED_ON_ASC' | 'UPDATED_AT_DESC';

const orders = {
  AWARDED_ON_DESC: { column: 'a.awarded_on', shown: '"awardedOn"', cast: 'date', direction: 'DESC', after: '<', key: (row: Shown) => row.awardedOn },
  AWARDED_ON_ASC: { column: 'a.awarded_on', shown: '"awardedOn"', cast: 'date', direction: 'ASC', after: '>', key: (row: Shown) => row.awardedOn },
  UPDATED_AT_DESC: { column: 'a.updated_at', shown: '"updatedAt"', cast: 'timestamptz', direction: 'DESC', after: '<', key: (row: Shown) => row.updatedAt.toISOString() },
} as const;

/** The key values of a row under an order, the id last. */
export const awardKeys =
  (order: AwardOrder) =>
  (row: Shown): [string, string] => [orders[order].key(row), row.id];

/** Conditions on awards; null means any. */
export interface AwardConditions {
  readonly ids: readonly string[] | null;
  readonly earners: readonly string[] | null;
  readonly achievements: readonly string[] | null;
  readonly issuers: readonly string[] | null;
  readonly states: readonly EffectiveState[] | null;
  readonly awardedFrom: string | null;
  /** Exclusive. */
  readonly awardedBefore: string | null;
  readonly references: readonly string[] | null;
  readonly referencePrefix: string | null;
}

type Condition = (at: (value: unknown) => string) => string;

/**
 * A tenant's awards are two sets, each with indexes of its own: those that are its, and those that it made in the name of
 * others. `$1` is the tenant.
 */
const sets = ['a.tenant_id = $1', 'a.agent_tenant_id = $1 AND a.tenant_id <> $1'] as const;

/** SQL of the conditions that are set: only those, so that the planner sees which index serves them. The tenant is the first value. */
function whereOf(tenant: string, filter: AwardConditions, today: string): { text: string; values: unknown[] } {
  const values: unknown[] = [tenant];
  const at = (value: unknown) => `$${values.push(value)}`;
  const conditions: (Condition | null)[] = [
    filter.ids && ((value) => `a.id = ANY(${value(filter.ids)}::uuid[])`),
    filter.earners && ((value) => `a.earner_id = ANY(${value(filter.earners)}::uuid[])`),
    filter.achievements && ((value) => `a.achievement_id = ANY(${value(filter.achievements)}::uuid[])`),
    filter.issuers && ((value) => `a.issuer_id = ANY(${value(filter.issuers)}::uuid[])`),
    filter.states && ((value) => `${effective(value(today))} = ANY(${value(filter.states)}::text[])`),
    filter.awardedFrom === null ? null : (value) => `a.awarded_on >= ${value(filter.awardedFrom)}::date`,
    filter.awardedBefore === null ? null : (value) => `a.awarded_on < ${value(filter.awardedBefore)}::date`,
    filter.references && ((value) => `a.partner_reference = ANY(${value(filter.references)}::text[])`),
    filter.referencePrefix === null ? null : (value) => `starts_with(a.partner_reference, ${value(filter.referencePrefix)})`,
  ];
  const text = conditions.flatMap((condition) => (condition ? [` AND ${condition(at)}`] : [])).join('');
  return { text, values };
}

/** `effectiveState` in SQL. */
const effective = (today: string): string =>
  `(CASE WHEN a.state = 'ACTIVE' AND a.valid_until <= ${today}::date THEN 'EXPIRED' ELSE a.state END)`;

/** Lists of awards by keyset. */
@Injectable()
export class AwardListStore {
  page(
    tx: Tx,
    tenant: string,
    filter: AwardConditions,
    { order, today, after, limit }: { order: AwardOrder; today: string; after: readonly [string, string] | null; limit: number },
  ): Promise<Shown[]> {
    const { column, shown, cast, direction, after: comparison } = orders[order];
    const { text, values } = whereOf(tenant, filter, today);
    const next = after ? `AND (${column}, a.id) ${comparison} ($${values.push(after[0])}::${cast}, $${values.push(after[1])}::uuid)` : '';
    const most = `LIMIT $${values.push(limit)}`;
    const parts = sets.map((set) => `(SELECT ${shownColumns} FROM ${shownFrom} WHERE ${set}${text} ${next} ORDER BY ${column} ${direction}, a.id ${direction} ${most})`);
    return tx.compose(`${parts.join(' UNION ALL ')} ORDER BY ${shown} ${direction}, id ${direction} ${most}`, values);
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, tenant: string, filter: AwardConditions, today: string): Promise<number | null> {
    const { text, values } = whereOf(tenant, filter, today);
    const parts = sets.map((set) => cappedRows(`SELECT 1 FROM award a WHERE ${set}${text}`));
    return countRows(tx, parts.join(' UNION ALL '), values, 'composed');
  }
}
