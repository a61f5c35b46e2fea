import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Earner, SealedIdentifier } from './earner.js';

const columns = `e.id, e.tenant_id AS tenant, e.state, e.account_id AS account, e.name, k.wrapped AS key, e.version,
  e.created_at AS "createdAt", e.updated_at AS "updatedAt"`;
const from = 'earner e LEFT JOIN earner_key k ON k.tenant_id = e.tenant_id AND k.earner_id = e.id';

/** Records that stand for somebody. */
const standing = `e.state IN ('PROVISIONAL', 'CLAIMED')`;

export type EarnerOrder = 'CREATED_AT_ASC' | 'UPDATED_AT_DESC';

const orders = {
  CREATED_AT_ASC: { column: 'e.created_at', direction: 'ASC', after: '>', key: (row: Earner) => row.createdAt },
  UPDATED_AT_DESC: { column: 'e.updated_at', direction: 'DESC', after: '<', key: (row: Earner) => row.updatedAt },
} as const;

export interface EarnerConditions {
  readonly ids: readonly string[] | null;
  /** HMAC of an identifier and its type. */
  readonly identifier: { readonly type: string; readonly hmac: Buffer } | null;
}

const conditions = `e.tenant_id = $1 AND ${standing} AND ($2::uuid[] IS NULL OR e.id = ANY($2)) AND ($3::text IS NULL OR e.id = (
  SELECT i.earner_id FROM earner_identifier i WHERE i.tenant_id = $1 AND i.type = $3 AND i.hmac = $4))`;

const values = (tenant: string, { ids, identifier }: EarnerConditions) => [tenant, ids, identifier?.type ?? null, identifier?.hmac ?? null];

/** The key values of a row under an order, the id last. */
export const earnerKeys =
  (order: EarnerOrder) =>
  (row: Earner): [string, string] => [orders[order].key(row).toISOString(), row.id];

/** Reads of earners. */
@Injectable()
export class EarnerStore {
  /** Records of the tenant by their own ids, merged ones as they are. */
  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<Earner[]> {
    return tx.query(`SELECT ${columns} FROM ${from} WHERE e.tenant_id = $1 AND e.id = ANY($2::uuid[])`, [tenant, ids]);
  }

  /** Records that a person has claimed, whichever tenant keeps them; at most 100, the oldest first. */
  ofAccount(tx: Tx, account: string): Promise<Earner[]> {
    return tx.query(`SELECT ${columns} FROM ${from} WHERE e.account_id = $1 AND e.state = 'CLAIMED' ORDER BY e.created_at, e.id LIMIT 100`, [account]);
  }

  /** Which records merged ones lead to: pairs of the id asked for and the one it stands for now. */
  async survivors(tx: Tx, tenant: string, merged: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ asked: string; id: string }>(
      `WITH RECURSIVE led (asked, id, next) AS (
         SELECT e.id, e.id, e.merged_into FROM earner e WHERE e.tenant_id = $1 AND e.id = ANY($2::uuid[])
         UNION ALL
         SELECT led.asked, e.id, e.merged_into FROM led JOIN earner e ON e.tenant_id = $1 AND e.id = led.next
       )
       SELECT asked, id FROM led WHERE next IS NULL`,
      [tenant, merged],
    );
    return new Map(rows.map(({ asked, id }) => [asked, id]));
  }

  page(tx: Tx, tenant: string, filter: EarnerConditions, order: EarnerOrder, after: readonly [string, string] | null, limit: number): Promise<Earner[]> {
    const { column, direction, after: comparison } = orders[order];
    return tx.query(
      `SELECT ${columns} FROM ${from} WHERE ${conditions}
        AND ($5::timestamptz IS NULL OR (${column}, e.id) ${comparison} ($5::timestamptz, $6::uuid))
        ORDER BY ${column} ${direction}, e.id ${direction} LIMIT $7`,
      [...values(tenant, filter), after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, tenant: string, filter: EarnerConditions): Promise<number | null> {
    return countRows(tx, `SELECT 1 FROM earner e WHERE ${conditions}`, values(tenant, filter));
  }

  /** Identifiers of several earners, in the order they were typed. */
  identifiers(tx: Tx, earners: readonly Pick<Earner, 'tenant' | 'id'>[]): Promise<SealedIdentifier[]> {
    return tx.query(
      `SELECT i.earner_id AS earner, i.type, i.hmac, i.sealed, i.verified FROM unnest($1::uuid[], $2::uuid[]) AS asked (tenant, earner)
         JOIN earner_identifier i ON i.tenant_id = asked.tenant AND i.earner_id = asked.earner ORDER BY i.earner_id, i.type, i.hmac`,
      [earners.map(({ tenant }) => tenant), earners.map(({ id }) => id)],
    );
  }

  /** Earners behind identifiers: for each that is known, its place in the list given. */
  async behind(tx: Tx, tenant: string, types: readonly string[], hmacs: readonly Buffer[]): Promise<{ at: number; earner: string }[]> {
    return tx.query(
      `SELECT (asked.at - 1)::int AS at, i.earner_id AS earner
         FROM unnest($2::text[], $3::bytea[]) WITH ORDINALITY AS asked (type, hmac, at)
         JOIN earner_identifier i ON i.tenant_id = $1 AND i.type = asked.type AND i.hmac = asked.hmac`,
      [tenant, types, hmacs],
    );
  }

  /** One page of the tenant's earners in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT e.id, e.version, e.updated_at AS "changedAt" FROM earner e
        WHERE e.tenant_id = $1 AND ${standing} AND ($2::uuid IS NULL OR e.id > $2) ORDER BY e.id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
