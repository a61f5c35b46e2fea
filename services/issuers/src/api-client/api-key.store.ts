import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ApiKey } from './api-key.js';

const columns = `tenant_id AS tenant, client_id AS client, prefix, hash, expires_at AS "expiresAt", withdrawn_at AS "withdrawnAt", created_at AS "createdAt"`;

@Injectable()
export class ApiKeyStore {
  async insert(tx: Tx, { tenant, client, prefix, hash, expiresAt, createdAt }: ApiKey): Promise<void> {
    await tx.query(
      `INSERT INTO api_client_key (tenant_id, client_id, prefix, hash, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [tenant, client, prefix, hash, expiresAt, createdAt],
    );
  }

  /** The keys of some clients that were not withdrawn, oldest first: at most two of them live. */
  ofClients(tx: Tx, tenant: string, clients: readonly string[]): Promise<ApiKey[]> {
    return tx.query(
      `SELECT ${columns} FROM api_client_key WHERE tenant_id = $1 AND client_id = ANY ($2::uuid[]) AND withdrawn_at IS NULL ORDER BY created_at, prefix`,
      [tenant, clients],
    );
  }

  /** Lets every key of a client end by an instant at the latest. */
  async endBy(tx: Tx, tenant: string, client: string, until: Date): Promise<void> {
    await tx.query(`UPDATE api_client_key SET expires_at = least(expires_at, $3) WHERE tenant_id = $1 AND client_id = $2 AND withdrawn_at IS NULL`, [
      tenant,
      client,
      until,
    ]);
  }

  async withdraw(tx: Tx, { tenant, client, prefix }: ApiKey, now: Date): Promise<void> {
    await tx.query(`UPDATE api_client_key SET withdrawn_at = $4 WHERE tenant_id = $1 AND client_id = $2 AND prefix = $3`, [tenant, client, prefix, now]);
  }
}
