import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ApiClient } from './api-client.js';
import { ApiClientEntity } from './api-client.entity.js';

const columns = `id, tenant_id AS tenant, name, key_prefix AS "keyPrefix", key_hash AS "keyHash", rights, operator, created_at AS "createdAt"`;

@Injectable()
export class ApiClientStore {
  async insert(tx: Tx, client: ApiClient): Promise<void> {
    await tx.manager.insert(ApiClientEntity, { ...client, rights: [...client.rights] });
  }

  async byKeyHash(tx: Tx, keyHash: string): Promise<ApiClient | undefined> {
    const [row] = await tx.query<ApiClient>(`SELECT ${columns} FROM api_client WHERE key_hash = $1`, [keyHash]);
    return row;
  }

  async operatorExists(tx: Tx): Promise<boolean> {
    return (await tx.query(`SELECT 1 FROM api_client WHERE operator LIMIT 1`)).length > 0;
  }

  async tenantExists(tx: Tx, tenant: string): Promise<boolean> {
    return (await tx.query(`SELECT 1 FROM tenant WHERE tenant_id = $1`, [tenant])).length > 0;
  }
}
