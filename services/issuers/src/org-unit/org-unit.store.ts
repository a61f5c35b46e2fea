import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { OrgUnit } from './org-unit.js';

const columns = `id, tenant_id AS tenant, name, path, version, created_at AS "createdAt", updated_at AS "updatedAt"`;

@Injectable()
export class OrgUnitStore {
  async insert(tx: Tx, { tenant, id, path, name, version, createdAt, updatedAt }: OrgUnit): Promise<void> {
    await tx.query(
      `INSERT INTO org_unit (tenant_id, id, path, name, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [tenant, id, path, name, version, createdAt, updatedAt],
    );
  }

  async rename(tx: Tx, { tenant, id, name, version, updatedAt }: OrgUnit): Promise<void> {
    await tx.query(`UPDATE org_unit SET name = $3, version = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2`, [tenant, id, name, version, updatedAt]);
  }

  /** Gives units their new paths in one statement; all of them count as changed. */
  async move(tx: Tx, tenant: string, moved: readonly Pick<OrgUnit, 'id' | 'path'>[], now: Date): Promise<void> {
    await tx.query(
      `UPDATE org_unit AS u SET path = ARRAY(SELECT jsonb_array_elements_text(m.path)::uuid), version = u.version + 1, updated_at = $4
        FROM unnest($2::uuid[], $3::jsonb[]) AS m (id, path) WHERE u.tenant_id = $1 AND u.id = m.id`,
      [tenant, moved.map(({ id }) => id), moved.map(({ path }) => JSON.stringify(path)), now],
    );
  }

  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<OrgUnit[]> {
    return tx.query(`SELECT ${columns} FROM org_unit WHERE tenant_id = $1 AND id = ANY ($2::uuid[])`, [tenant, ids]);
  }

  /** A unit and everything in it. */
  inside(tx: Tx, tenant: string, id: string): Promise<OrgUnit[]> {
    return tx.query(`SELECT ${columns} FROM org_unit WHERE tenant_id = $1 AND $2 = ANY (path)`, [tenant, id]);
  }

  /** Units in id order: all of the tenant, or those directly in a parent. */
  page(tx: Tx, tenant: string, parent: string | null, after: string | null, limit: number): Promise<OrgUnit[]> {
    return tx.query(
      `SELECT ${columns} FROM org_unit WHERE tenant_id = $1 AND ($2::uuid IS NULL OR path[cardinality(path) - 1] = $2)
        AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [tenant, parent, after, limit],
    );
  }
}
