import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { WebhookSealing } from '../key/webhook-sealing.js';
import type { DisabledReason, WebhookEndpoint } from './webhook-endpoint.js';

type Row = Omit<WebhookEndpoint, 'contact'> & { readonly contact: Buffer | null };

const columns = `tenant_id AS tenant, id, url, event_types AS "eventTypes", description, payload_version AS "payloadVersion", contact, state,
  disabled_reason AS "disabledReason", disabled_at AS "disabledAt", failing_since AS "failingSince", created_at AS "createdAt"`;

/** Endpoints as people see and change them; the contact is sealed on the way in and opened on the way out. */
@Injectable()
export class WebhookEndpointStore {
  constructor(private readonly sealing: WebhookSealing) {}

  async insert(tx: Tx, { tenant, id, url, eventTypes, description, payloadVersion, contact, state, createdAt }: WebhookEndpoint): Promise<void> {
    await tx.query(
      `INSERT INTO webhook_endpoint (tenant_id, id, url, event_types, description, payload_version, contact, state, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tenant, id, url, eventTypes, description, payloadVersion, this.sealed(tenant, id, contact), state, createdAt],
    );
  }

  async update(tx: Tx, { tenant, id, url, eventTypes, description, payloadVersion, contact }: WebhookEndpoint): Promise<void> {
    await tx.query(`UPDATE webhook_endpoint SET url = $3, event_types = $4, description = $5, payload_version = $6, contact = $7 WHERE tenant_id = $1 AND id = $2`, [
      tenant,
      id,
      url,
      eventTypes,
      description,
      payloadVersion,
      this.sealed(tenant, id, contact),
    ]);
  }

  async disable(tx: Tx, tenant: string, id: string, reason: DisabledReason, now: Date): Promise<void> {
    await tx.query(`UPDATE webhook_endpoint SET state = 'DISABLED', disabled_reason = $3, disabled_at = $4 WHERE tenant_id = $1 AND id = $2`, [tenant, id, reason, now]);
  }

  /** What was waiting is due at once, in a round of its own. */
  async enable(tx: Tx, tenant: string, id: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE webhook_endpoint SET state = 'ENABLED', disabled_reason = NULL, disabled_at = NULL, due_at = $3, leased_until = NULL, notice_due_at = NULL, notice_attempts = 0
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, now],
    );
    await tx.query(
      `UPDATE webhook_delivery SET next_at = $3, round_began_at = $3, round_attempts = 0 WHERE tenant_id = $1 AND endpoint_id = $2 AND state = 'PENDING'`,
      [tenant, id, now],
    );
  }

  /** Nobody sees it any more; what hangs on it is cleared away in the background. Its keys are gone at once. */
  async remove(tx: Tx, tenant: string, id: string, now: Date): Promise<void> {
    await tx.query(`UPDATE webhook_endpoint SET deleted_at = $3, contact = NULL WHERE tenant_id = $1 AND id = $2`, [tenant, id, now]);
    await tx.query(`DELETE FROM webhook_key WHERE tenant_id = $1 AND endpoint_id = $2`, [tenant, id]);
  }

  /** Locks it against the sender, the reader of the log and other changes. */
  async locked(tx: Tx, tenant: string, id: string): Promise<WebhookEndpoint | undefined> {
    const [row] = await tx.query<Row>(`SELECT ${columns} FROM webhook_endpoint WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`, [tenant, id]);
    return row && this.opened(row);
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<WebhookEndpoint | undefined> {
    const [row] = await tx.query<Row>(`SELECT ${columns} FROM webhook_endpoint WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL`, [tenant, id]);
    return row && this.opened(row);
  }

  async page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<WebhookEndpoint[]> {
    const rows = await tx.query<Row>(
      `SELECT ${columns} FROM webhook_endpoint WHERE tenant_id = $1 AND deleted_at IS NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
    return rows.map((row) => this.opened(row));
  }

  /** How many there are, counted no further than `most`. Makers of endpoints wait for one another. */
  async counted(tx: Tx, tenant: string, most: number): Promise<number> {
    await tx.query(`SELECT 1 FROM tenant WHERE tenant_id = $1 FOR NO KEY UPDATE`, [tenant]);
    const rows = await tx.query(`SELECT 1 FROM webhook_endpoint WHERE tenant_id = $1 AND deleted_at IS NULL LIMIT $2`, [tenant, most]);
    return rows.length;
  }

  private sealed(tenant: string, id: string, contact: string | null): Buffer | null {
    return contact === null ? null : this.sealing.seal(tenant, `contact ${id}`, Buffer.from(contact));
  }

  private opened({ contact, ...row }: Row): WebhookEndpoint {
    return { ...row, contact: contact && this.sealing.unseal(row.tenant, `contact ${row.id}`, contact).toString() };
  }
}
