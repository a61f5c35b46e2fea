import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { WebhookKey } from './webhook-key.js';
import { WebhookSealing } from './webhook-sealing.js';

type Row = Omit<WebhookKey, 'private'> & { readonly endpoint: string; readonly sealed: Buffer };
export type KeyShown = Omit<WebhookKey, 'private'> & { readonly endpoint: string };

const shown = `endpoint_id AS endpoint, id, scheme, public_key AS "publicKey", created_at AS "createdAt", ends_at AS "endsAt"`;

/** What signs; sealed on the way in and opened on the way out. */
@Injectable()
export class WebhookKeyStore {
  constructor(private readonly sealing: WebhookSealing) {}

  async insert(tx: Tx, tenant: string, endpoint: string, key: WebhookKey): Promise<void> {
    await tx.query(
      `INSERT INTO webhook_key (tenant_id, endpoint_id, id, scheme, sealed, public_key, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tenant, endpoint, key.id, key.scheme, this.sealing.seal(tenant, `key ${key.id}`, key.private), key.publicKey, key.createdAt, key.endsAt],
    );
  }

  /** The newest of those that are there ends when said, unless it ends sooner; all others end now and are forgotten. */
  async endOthers(tx: Tx, tenant: string, endpoint: string, at: Date, now: Date): Promise<void> {
    await tx.query(
      `DELETE FROM webhook_key WHERE tenant_id = $1 AND endpoint_id = $2 AND (ends_at <= $3 OR $4::timestamptz <= $3 OR id <> (
         SELECT k.id FROM webhook_key k WHERE k.tenant_id = $1 AND k.endpoint_id = $2 ORDER BY k.created_at DESC, k.id DESC LIMIT 1))`,
      [tenant, endpoint, now, at],
    );
    await tx.query(`UPDATE webhook_key SET ends_at = least(coalesce(ends_at, $3), $3) WHERE tenant_id = $1 AND endpoint_id = $2`, [tenant, endpoint, at]);
  }

  /** Those that sign now, the newest first. */
  async live(tx: Tx, tenant: string, endpoint: string, now: Date): Promise<WebhookKey[]> {
    const rows = await tx.query<Row>(
      `SELECT ${shown}, sealed FROM webhook_key WHERE tenant_id = $1 AND endpoint_id = $2 AND (ends_at IS NULL OR ends_at > $3) ORDER BY created_at DESC, id DESC`,
      [tenant, endpoint, now],
    );
    return rows.map(({ sealed, ...key }) => ({ ...key, private: this.sealing.unseal(tenant, `key ${key.id}`, sealed) }));
  }

  /** The same of several endpoints, without what is secret. */
  shown(tx: Tx, tenant: string, endpoints: readonly string[], now: Date): Promise<KeyShown[]> {
    return tx.query(
      `SELECT ${shown} FROM webhook_key WHERE tenant_id = $1 AND endpoint_id = ANY ($2::uuid[]) AND (ends_at IS NULL OR ends_at > $3) ORDER BY created_at DESC, id DESC`,
      [tenant, endpoints, now],
    );
  }
}
