import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Tenant } from './tenant.js';
import { TenantEntity } from './tenant.entity.js';

const columns = `tenant_id AS id, name, state, version, created_at AS "createdAt"`;

@Injectable()
export class TenantStore {
  async insert(tx: Tx, tenant: Tenant): Promise<void> {
    await tx.manager.insert(TenantEntity, { ...tenant, updatedAt: tenant.createdAt });
  }

  /** The tenant under the lock that puts changes of its people and its tree in a row; references to it do not wait. */
  async lock(tx: Tx, tenant: string): Promise<Tenant | undefined> {
    const [row] = await tx.query<Tenant>(`SELECT ${columns} FROM tenant WHERE tenant_id = $1 FOR NO KEY UPDATE`, [tenant]);
    return row;
  }

  async updateState(tx: Tx, { id, state, version }: Tenant, now: Date): Promise<void> {
    await tx.query(`UPDATE tenant SET state = $2, version = $3, updated_at = $4 WHERE tenant_id = $1`, [id, state, version, now]);
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<Tenant[]> {
    return tx.query(`SELECT ${columns} FROM tenant WHERE tenant_id = ANY($1::uuid[])`, [ids]);
  }

  /** The caller's tenant itself, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT tenant_id AS id, version, updated_at AS "changedAt" FROM tenant
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR tenant_id > $2)`,
      [tenant, after],
    );
  }
}
