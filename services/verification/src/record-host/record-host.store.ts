import { seal, unseal } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import type { RecordHost, StatedHost } from './record-host.js';

const columns = 'h.tenant_id AS tenant, h.id, h.name, h.url, h.token_url AS "tokenUrl", h.client_id AS "clientId", h.created_at AS "createdAt"';

/** Hosts that take records in; what they gave us as a secret is sealed on the way in and opened on the way out. */
@Injectable()
export class RecordHostStore {
  constructor(@Inject(PLATFORM) private readonly platform: Pick<Platform, 'keySecret'>) {}

  async insert(tx: Tx, { tenant, id, name, url, tokenUrl, clientId, createdAt }: RecordHost, secret: string): Promise<void> {
    await tx.query(
      `INSERT INTO record_host (tenant_id, id, name, url, token_url, client_id, client_secret, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tenant, id, name, url, tokenUrl, clientId, this.sealed(tenant, id, secret), createdAt],
    );
  }

  /** @param secret null: it stays */
  async update(tx: Tx, tenant: string, id: string, { name, url, tokenUrl, clientId }: StatedHost, secret: string | null): Promise<void> {
    await tx.query(
      `UPDATE record_host SET name = $3, url = $4, token_url = $5, client_id = $6, client_secret = coalesce($7, client_secret) WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, name, url, tokenUrl, clientId, secret === null ? null : this.sealed(tenant, id, secret)],
    );
  }

  /** What was sent stays to be read; the secret does not. */
  async remove(tx: Tx, tenant: string, id: string, at: Date): Promise<void> {
    await tx.query(`UPDATE record_host SET deleted_at = $3, client_secret = '' WHERE tenant_id = $1 AND id = $2`, [tenant, id, at]);
    await tx.query('DELETE FROM record_agreement WHERE tenant_id = $1 AND host_id = $2', [tenant, id]);
  }

  /** Those of a tenant, the oldest first. Row-level security leaves the tenant's own, and those of the tenants that keep the person's records. */
  ofTenant(tx: Tx, tenant: string): Promise<RecordHost[]> {
    return tx.query(`SELECT ${columns} FROM record_host h WHERE h.tenant_id = $1 AND h.deleted_at IS NULL ORDER BY h.id`, [tenant]);
  }

  async locked(tx: Tx, tenant: string, id: string): Promise<RecordHost | undefined> {
    const [row] = await tx.query<RecordHost>(`SELECT ${columns} FROM record_host h WHERE h.tenant_id = $1 AND h.id = $2 AND h.deleted_at IS NULL FOR NO KEY UPDATE`, [tenant, id]);
    return row;
  }

  /** Kept as it is while somebody agrees to it; undefined when it is gone. */
  async held(tx: Tx, tenant: string, id: string): Promise<RecordHost | undefined> {
    const [row] = await tx.query<RecordHost>(`SELECT ${columns} FROM record_host h WHERE h.tenant_id = $1 AND h.id = $2 AND h.deleted_at IS NULL FOR SHARE`, [tenant, id]);
    return row;
  }

  /** For the sender. Throws SealBroken. */
  async withSecret(tx: Tx, tenant: string, id: string): Promise<(RecordHost & { readonly secret: string }) | undefined> {
    const [row] = await tx.query<RecordHost & { sealed: Buffer }>(`SELECT ${columns}, h.client_secret AS sealed FROM record_host h WHERE h.tenant_id = $1 AND h.id = $2 AND h.deleted_at IS NULL`, [tenant, id]);
    if (!row) return undefined;
    const { sealed, ...host } = row;
    return { ...host, secret: unseal(sealed, this.platform.keySecret, binding(tenant, id)).toString() };
  }

  private sealed(tenant: string, id: string, secret: string): Buffer {
    return seal(Buffer.from(secret), this.platform.keySecret, binding(tenant, id));
  }
}

const binding = (tenant: string, id: string) => ({ tenantId: tenant, keyId: `secret of record host ${id}` });
