import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { WebhookSealing } from '../key/webhook-sealing.js';
import type { DisabledEndpoint } from './webhook-notice.js';

/** Somebody to tell, and how often it was tried. */
export interface DueNotice extends DisabledEndpoint {
  readonly attempts: number;
  /** E-mail address; null: who administers the tenant. */
  readonly contact: string | null;
}

/** Whom else to tell. */
const administratorsMax = 5;

/** Owners of endpoints who are still to be told that theirs was disabled. */
@Injectable()
export class WebhookNoticeStore {
  constructor(private readonly sealing: WebhookSealing) {}

  /** Takes what is due: it is nobody else's, and not taken again unless it is put back. */
  async take(tx: Tx, now: Date, limit: number): Promise<DueNotice[]> {
    const rows = await tx.query<Omit<DueNotice, 'contact'> & { readonly contact: Buffer | null }>(
      `UPDATE webhook_endpoint l SET notice_due_at = NULL, notice_attempts = l.notice_attempts + 1
         FROM (SELECT e.tenant_id, e.id FROM webhook_endpoint e WHERE e.notice_due_at <= $1 AND e.deleted_at IS NULL AND e.state = 'DISABLED'
                ORDER BY e.notice_due_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED) AS d
        WHERE l.tenant_id = d.tenant_id AND l.id = d.id
        RETURNING l.tenant_id AS tenant, l.id, l.url, l.description, l.disabled_reason AS reason, l.contact, l.notice_attempts AS attempts`,
      [now, limit],
    );
    return rows.map(({ contact, ...row }) => ({ ...row, contact: contact && this.sealing.unseal(row.tenant, `contact ${row.id}`, contact).toString() }));
  }

  async putBack(tx: Tx, { tenant, id }: DueNotice, at: Date): Promise<void> {
    await tx.query(`UPDATE webhook_endpoint SET notice_due_at = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'DISABLED'`, [tenant, id, at]);
  }

  /** Accounts of members who administer a tenant. */
  async administrators(tx: Tx, tenant: string, now: Date): Promise<string[]> {
    const rows = await tx.query<{ account: string }>(
      `SELECT m.account_id AS account FROM member m
        WHERE m.tenant_id = $1 AND m.removed_at IS NULL AND m.account_id IS NOT NULL AND EXISTS (
          SELECT 1 FROM access_grant g WHERE g.tenant_id = m.tenant_id AND g.holder_id = m.id AND g.access_right = 'ADMINISTER' AND g.scope_kind = 'TENANT'
             AND (g.until IS NULL OR g.until > $2))
        ORDER BY m.id LIMIT $3`,
      [tenant, now, administratorsMax],
    );
    return rows.map(({ account }) => account);
  }
}
