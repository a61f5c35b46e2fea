import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { StoredOperation } from './stored-operation.js';

const columns = `tenant_id AS tenant, client_id AS client, hash, name, text, published_at AS "publishedAt"`;

@Injectable()
export class StoredOperationStore {
  /** Operations of one client, each hash once. One that is there keeps its time and takes the new name. */
  put(tx: Tx, tenant: string, client: string, operations: readonly Omit<StoredOperation, 'tenant' | 'client'>[]): Promise<StoredOperation[]> {
    return tx.query(
      `INSERT INTO stored_operation (tenant_id, client_id, hash, name, text, published_at)
        SELECT $1, $2, hash, name, text, published_at
          FROM unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[]) AS o (hash, name, text, published_at)
        ON CONFLICT (tenant_id, client_id, hash) DO UPDATE SET name = excluded.name
        RETURNING ${columns}`,
      [
        tenant,
        client,
        operations.map(({ hash }) => hash),
        operations.map(({ name }) => name),
        operations.map(({ text }) => text),
        operations.map(({ publishedAt }) => publishedAt),
      ],
    );
  }

  page(tx: Tx, tenant: string, client: string, after: string | null, limit: number): Promise<StoredOperation[]> {
    return tx.query(
      `SELECT ${columns} FROM stored_operation WHERE tenant_id = $1 AND client_id = $2 AND ($3::text IS NULL OR hash > $3) ORDER BY hash LIMIT $4`,
      [tenant, client, after, limit],
    );
  }

  /** The text behind a hash of one client, over all tenants: the gateway asks before there is one. */
  async text(tx: Tx, client: string, hash: string): Promise<string | undefined> {
    const [row] = await tx.query<{ text: string }>(`SELECT text FROM stored_operation WHERE client_id = $1 AND hash = $2`, [client, hash]);
    return row?.text;
  }

  async clientExists(tx: Tx, tenant: string, client: string): Promise<boolean> {
    return (await tx.query(`SELECT 1 FROM api_client WHERE tenant_id = $1 AND id = $2`, [tenant, client])).length > 0;
  }
}
