import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ApiClient } from './api-client.js';
import { ApiClientEntity } from './api-client.entity.js';

const columns = `id, tenant_id AS tenant, name, operator, origins, operations_only AS "operationsOnly", limit_class AS "limitClass",
  expires_at AS "expiresAt", disabled_at AS "disabledAt", created_at AS "createdAt"`;

@Injectable()
export class ApiClientStore {
  async insert(tx: Tx, client: ApiClient): Promise<void> {
    await tx.manager.insert(ApiClientEntity, { ...client, origins: [...client.origins] });
  }

  async update(tx: Tx, client: ApiClient): Promise<void> {
    const { tenant, id, ...changes } = client;
    await tx.manager.update(ApiClientEntity, { tenant, id }, { ...changes, origins: [...changes.origins] });
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<ApiClient | undefined> {
    const [row] = await tx.query<ApiClient>(`SELECT ${columns} FROM api_client WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row;
  }

  page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<ApiClient[]> {
    return tx.query(`SELECT ${columns} FROM api_client WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`, [
      tenant,
      after,
      limit,
    ]);
  }

  async operatorExists(tx: Tx): Promise<boolean> {
    return (await tx.query(`SELECT 1 FROM api_client WHERE operator LIMIT 1`)).length > 0;
  }

  /** The tenant of a client, for those who act across tenants. */
  async tenantOf(tx: Tx, id: string): Promise<string | undefined> {
    const [row] = await tx.query<{ tenant: string }>(`SELECT tenant_id AS tenant FROM api_client WHERE id = $1`, [id]);
    return row?.tenant;
  }
}
