import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { TenantTopic } from './tenant-topic.js';

const columns = 'tenant_id AS tenant, opened_at AS "openedAt", closed_at AS "closedAt"';

/** Topics of tenants. */
@Injectable()
export class TenantTopicStore {
  /** A topic that was closed is told from now on again. */
  async open(tx: Tx, tenant: string, at: Date): Promise<TenantTopic> {
    const [row] = await tx.query<TenantTopic>(
      `INSERT INTO tenant_topic AS t (tenant_id, opened_at) VALUES ($1, $2)
       ON CONFLICT (tenant_id) DO UPDATE SET opened_at = CASE WHEN t.closed_at IS NULL THEN t.opened_at ELSE excluded.opened_at END, closed_at = NULL
       RETURNING ${columns}`,
      [tenant, at],
    );
    if (!row) throw new Error('a topic was opened and is gone');
    return row;
  }

  async close(tx: Tx, tenant: string, at: Date): Promise<TenantTopic | undefined> {
    const [row] = await tx.query<TenantTopic>(`UPDATE tenant_topic SET closed_at = coalesce(closed_at, $2) WHERE tenant_id = $1 RETURNING ${columns}`, [tenant, at]);
    return row;
  }

  /** Row-level security leaves the caller's own. */
  of(tx: Tx, tenants: readonly string[]): Promise<TenantTopic[]> {
    return tx.query(`SELECT ${columns} FROM tenant_topic WHERE tenant_id = ANY($1::uuid[])`, [tenants]);
  }

  /** Those that are told, among some tenants, of whomever: for the worker role. */
  told(tx: Tx, tenants: readonly string[]): Promise<TenantTopic[]> {
    return tx.query(`SELECT ${columns} FROM tenant_topic WHERE tenant_id = ANY($1::uuid[]) AND closed_at IS NULL`, [tenants]);
  }
}
