import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Grant, Scope, ScopedGrant } from './grant.js';

const columns = `id, tenant_id AS tenant, holder_id AS holder, access_right AS "right", jsonb_build_object('kind', scope_kind, 'id', scope_id) AS scope,
  until, given_at AS "givenAt"`;

const alive = `(g.until IS NULL OR g.until > $2) AND (
  EXISTS (SELECT 1 FROM member m WHERE m.tenant_id = g.tenant_id AND m.id = g.holder_id AND m.removed_at IS NULL)
  OR EXISTS (SELECT 1 FROM api_client c WHERE c.tenant_id = g.tenant_id AND c.id = g.holder_id AND c.disabled_at IS NULL
    AND (c.expires_at IS NULL OR c.expires_at > $2)))`;

@Injectable()
export class GrantStore {
  /** Gives rights to holders in one statement. A right that a holder has over the scope already gets the new end. */
  async give(tx: Tx, grants: readonly Grant[]): Promise<void> {
    if (grants.length === 0) return;
    await tx.query(
      `INSERT INTO access_grant (tenant_id, id, holder_id, access_right, scope_kind, scope_id, until, given_at)
       SELECT tenant, id, holder, granted, kind, scope, until, given
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[], $8::timestamptz[])
           AS t (tenant, id, holder, granted, kind, scope, until, given)
       ON CONFLICT (tenant_id, holder_id, access_right, scope_kind, scope_id) DO UPDATE SET until = excluded.until`,
      [
        grants.map(({ tenant }) => tenant),
        grants.map(({ id }) => id),
        grants.map(({ holder }) => holder),
        grants.map(({ right }) => right),
        grants.map(({ scope }) => scope.kind),
        grants.map(({ scope }) => scope.id),
        grants.map(({ until }) => until),
        grants.map(({ givenAt }) => givenAt),
      ],
    );
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<Grant | undefined> {
    const [row] = await tx.query<Grant>(`SELECT ${columns} FROM access_grant WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row;
  }

  async find(tx: Tx, tenant: string, holder: string, { right, scope }: ScopedGrant): Promise<Grant | undefined> {
    const [row] = await tx.query<Grant>(
      `SELECT ${columns} FROM access_grant WHERE tenant_id = $1 AND holder_id = $2 AND access_right = $3 AND scope_kind = $4 AND scope_id = $5`,
      [tenant, holder, right, scope.kind, scope.id],
    );
    return row;
  }

  /** All grants of some holders, at most 100 each, in the order they were given. */
  ofHolders(tx: Tx, tenant: string, holders: readonly string[]): Promise<Grant[]> {
    return tx.query(`SELECT ${columns} FROM access_grant WHERE tenant_id = $1 AND holder_id = ANY ($2::uuid[]) ORDER BY holder_id, id`, [tenant, holders]);
  }

  async remove(tx: Tx, tenant: string, id: string): Promise<void> {
    await tx.query(`DELETE FROM access_grant WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
  }

  async removeOf(tx: Tx, tenant: string, holder: string): Promise<void> {
    await tx.query(`DELETE FROM access_grant WHERE tenant_id = $1 AND holder_id = $2`, [tenant, holder]);
  }

  /** Whether somebody administers the tenant now, and whether for good. */
  async administrators(tx: Tx, tenant: string, now: Date): Promise<{ now: boolean; forGood: boolean }> {
    const [row] = await tx.query<{ now: boolean; forGood: boolean }>(
      `SELECT coalesce(bool_or(true), false) AS now, 
          coalesce(bool_or(g.until IS NULL AND NOT EXISTS
            (SELECT 1 FROM api_client c WHERE c.tenant_id = g.tenant_id AND c.id = g.holder_id AND c.expires_at IS NOT NULL)), false) AS "forGood"
        FROM access_grant g
        WHERE g.tenant_id = $1 AND g.access_right = 'ADMINISTER' AND g.scope_kind = 'TENANT' AND ${alive}`,
      [tenant, now],
    );
    return row ?? { now: false, forGood: false };
  }

  /** Whether the scope is an object of the tenant. Of achievements and pathways others know; such a grant works in the tenant only. */
  async scopeExists(tx: Tx, tenant: string, { kind, id }: Scope): Promise<boolean> {
    if (kind === 'ACHIEVEMENT' || kind === 'PATHWAY') return true;
    if (kind === 'TENANT') return id === tenant;
    const rows =
      kind === 'ISSUER'
        ? await tx.query(`SELECT 1 FROM issuer WHERE tenant_id = $1 AND id = $2`, [tenant, id])
        : await tx.query(`SELECT 1 FROM org_unit WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return rows.length > 0;
  }

  /** The rights that a holder has over a unit by grants over it or a unit around it, now. */
  async overUnit(tx: Tx, tenant: string, holder: string, unit: string, now: Date): Promise<string[]> {
    const rows = await tx.query<{ right: string }>(
      `SELECT DISTINCT g.access_right AS "right" FROM org_unit u JOIN access_grant g ON g.tenant_id = u.tenant_id AND g.scope_id = ANY (u.path)
        JOIN tenant t ON t.tenant_id = u.tenant_id AND t.state = 'ACTIVE'
        WHERE u.tenant_id = $1 AND u.id = $2 AND g.holder_id = $3 AND g.scope_kind = 'ORG_UNIT' AND (g.until IS NULL OR g.until > $4)`,
      [tenant, unit, holder, now],
    );
    return rows.map(({ right }) => right);
  }
}
