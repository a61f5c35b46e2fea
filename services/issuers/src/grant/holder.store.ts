import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Holding } from './effective.js';
import type { HolderKind } from './grant.js';

/** What is noted once the others were told. */
export interface Told {
  readonly holder: string;
  readonly version: number;
  readonly told: string;
  readonly dueAt: Date | null;
}

const held = `
  SELECT h.id AS holder, h.tenant_id AS tenant, h.kind, h.version, h.told, t.state AS "tenantState", c.expires_at AS "expiresAt",
    CASE h.kind WHEN 'MEMBER' THEN m.id IS NOT NULL AND m.removed_at IS NULL ELSE c.id IS NOT NULL AND c.disabled_at IS NULL END AS active,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('right', g.access_right, 'kind', g.scope_kind, 'id', g.scope_id, 'until', g.until,
        'issuers', CASE WHEN g.scope_kind = 'ORG_UNIT' THEN
          (SELECT coalesce(jsonb_agg(i.id), '[]') FROM org_unit u JOIN issuer i ON i.tenant_id = u.tenant_id AND i.org_unit_id = u.id
            WHERE u.tenant_id = g.tenant_id AND g.scope_id = ANY (u.path)) END)), '[]')
      FROM access_grant g WHERE g.tenant_id = h.tenant_id AND g.holder_id = h.id) AS grants
  FROM grant_holder h
  JOIN tenant t ON t.tenant_id = h.tenant_id
  LEFT JOIN member m ON m.tenant_id = h.tenant_id AND m.id = h.id
  LEFT JOIN api_client c ON c.tenant_id = h.tenant_id AND c.id = h.id`;

/** Those who hold grants: what they hold, and what the others were told of it. */
@Injectable()
export class HolderStore {
  async insert(tx: Tx, tenant: string, holder: string, kind: HolderKind): Promise<void> {
    await tx.query(`INSERT INTO grant_holder (tenant_id, id, kind, version) VALUES ($1, $2, $3, 0)`, [tenant, holder, kind]);
  }

  /** Everything that decides what these may do. */
  holdings(tx: Tx, tenant: string, holders: readonly string[]): Promise<Holding[]> {
    return tx.query(`${held} WHERE h.tenant_id = $1 AND h.id = ANY ($2::uuid[]) ORDER BY h.id`, [tenant, holders]);
  }

  /** The same of every holder of the tenant. */
  allHoldings(tx: Tx, tenant: string): Promise<Holding[]> {
    return tx.query(`${held} WHERE h.tenant_id = $1 ORDER BY h.id`, [tenant]);
  }

  /** Holders with a grant over any organisation unit: those whom a change of the tree may concern. */
  async overUnits(tx: Tx, tenant: string): Promise<string[]> {
    const rows = await tx.query<{ holder: string }>(
      `SELECT DISTINCT holder_id AS holder FROM access_grant WHERE tenant_id = $1 AND scope_kind = 'ORG_UNIT'`,
      [tenant],
    );
    return rows.map(({ holder }) => holder);
  }

  async noteTold(tx: Tx, tenant: string, told: readonly Told[]): Promise<void> {
    await tx.query(
      `UPDATE grant_holder AS h SET version = t.version, told = t.told, due_at = t.due_at
        FROM unnest($2::uuid[], $3::int[], $4::text[], $5::timestamptz[]) AS t (id, version, told, due_at)
        WHERE h.tenant_id = $1 AND h.id = t.id`,
      [tenant, told.map(({ holder }) => holder), told.map(({ version }) => version), told.map((one) => one.told), told.map(({ dueAt }) => dueAt)],
    );
  }

  /** Tenants with holders whose grants may have changed by themselves. */
  async tenantsDue(tx: Tx, now: Date): Promise<string[]> {
    const rows = await tx.query<{ tenant: string }>(`SELECT DISTINCT tenant_id AS tenant FROM grant_holder WHERE due_at <= $1 LIMIT 100`, [now]);
    return rows.map(({ tenant }) => tenant);
  }

  async due(tx: Tx, tenant: string, now: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(`SELECT id FROM grant_holder WHERE tenant_id = $1 AND due_at <= $2`, [tenant, now]);
    return rows.map(({ id }) => id);
  }

  /** Whether a holder is there and may still be given something; undefined: there is none. */
  async stateOf(tx: Tx, tenant: string, holder: string): Promise<'ACTIVE' | 'ENDED' | undefined> {
    const [row] = await tx.query<{ state: 'ACTIVE' | 'ENDED' }>(
      `SELECT CASE WHEN coalesce(m.removed_at, c.disabled_at) IS NULL THEN 'ACTIVE' ELSE 'ENDED' END AS state FROM grant_holder h
        LEFT JOIN member m ON m.tenant_id = h.tenant_id AND m.id = h.id LEFT JOIN api_client c ON c.tenant_id = h.tenant_id AND c.id = h.id
        WHERE h.tenant_id = $1 AND h.id = $2`,
      [tenant, holder],
    );
    return row?.state;
  }
}
