import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { DeliveryState, WebhookAttempt, WebhookDelivery } from './webhook-delivery.js';

const columns = `d.tenant_id AS tenant, d.id, d.endpoint_id AS endpoint, d.event_id AS event, e.type, e.subject, d.state, d.attempts, d.next_at AS "nextAt",
  d.recorded_at AS "recordedAt", d.finished_at AS "finishedAt"`;
const joined = `webhook_delivery d JOIN webhook_event e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
  JOIN webhook_endpoint w ON w.tenant_id = d.tenant_id AND w.id = d.endpoint_id AND w.deleted_at IS NULL`;

/** Which deliveries are looked for; null: any. */
export interface DeliveryFilter {
  readonly endpoint: string | null;
  readonly states: readonly DeliveryState[] | null;
  readonly types: readonly string[] | null;
}

/** A stretch of what happened, half-open at its beginning. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
  /** Where a call before this one ended. */
  readonly after: { readonly at: Date; readonly event: string } | null;
}

/** An event that is to be sent again, or at last. */
export interface Replayed {
  readonly event: string;
  readonly recordedAt: Date;
}

/** What was sent, and what came of it. */
@Injectable()
export class WebhookDeliveryStore {
  async byId(tx: Tx, tenant: string, id: string): Promise<WebhookDelivery | undefined> {
    const [row] = await tx.query<WebhookDelivery>(`SELECT ${columns} FROM ${joined} WHERE d.tenant_id = $1 AND d.id = $2`, [tenant, id]);
    return row;
  }

  /** The newest first. */
  page(tx: Tx, tenant: string, { endpoint, states, types }: DeliveryFilter, after: string | null, limit: number): Promise<WebhookDelivery[]> {
    return tx.query(
      `SELECT ${columns} FROM ${joined}
        WHERE d.tenant_id = $1 AND ($2::uuid IS NULL OR d.endpoint_id = $2) AND ($3::text[] IS NULL OR d.state = ANY ($3)) AND ($4::text[] IS NULL OR e.type = ANY ($4))
          AND ($5::uuid IS NULL OR d.id < $5) ORDER BY d.id DESC LIMIT $6`,
      [tenant, endpoint, states, types, after, limit],
    );
  }

  /** The last `each` attempts of each delivery, the newest first. */
  attempts(tx: Tx, tenant: string, deliveries: readonly string[], each: number): Promise<WebhookAttempt[]> {
    return tx.query(
      `SELECT a.delivery_id AS delivery, a.number, a.at, a.status, a.latency_ms AS "latencyMs", a.error, a.excerpt
         FROM unnest($2::uuid[]) AS wanted (id)
        CROSS JOIN LATERAL (SELECT w.delivery_id, w.number, w.at, w.status, w.latency_ms, w.error, w.excerpt FROM webhook_attempt w
                             WHERE w.tenant_id = $1 AND w.delivery_id = wanted.id ORDER BY w.number DESC LIMIT $3) AS a`,
      [tenant, deliveries, each],
    );
  }

  /** Begins another round. */
  async again(tx: Tx, tenant: string, endpoint: string, id: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE webhook_delivery SET state = 'PENDING', round_attempts = 0, round_began_at = $3, next_at = $3, finished_at = NULL WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, now],
    );
    await this.wake(tx, tenant, endpoint, now);
  }

  /** What was recorded in a stretch of the types that an endpoint asks for, oldest first. */
  recorded(tx: Tx, tenant: string, types: readonly string[], { from, to, after }: Stretch, limit: number): Promise<Replayed[]> {
    return tx.query(
      `SELECT id AS event, recorded_at AS "recordedAt" FROM webhook_event
        WHERE tenant_id = $1 AND type = ANY ($2::text[]) AND recorded_at >= $3 AND recorded_at < $4 AND ($5::timestamptz IS NULL OR (recorded_at, id) > ($5, $6::uuid))
        ORDER BY recorded_at, id LIMIT $7`,
      [tenant, types, from, to, after?.at ?? null, after?.event ?? null, limit],
    );
  }

  /** When the first of some events of the log was recorded; null when none of them was. */
  async recordedAt(tx: Tx, tenant: string, sources: readonly string[]): Promise<Date | null> {
    const [row] = await tx.query<{ first: Date | null }>(`SELECT min(recorded_at) AS first FROM webhook_event WHERE tenant_id = $1 AND source_event = ANY ($2::uuid[])`, [tenant, sources]);
    return row?.first ?? null;
  }

  /** Sends events to an endpoint: those never sent, those that failed, and with `all` those that arrived. Answers how many. */
  async replay(tx: Tx, tenant: string, endpoint: string, events: readonly (Replayed & { readonly id: string })[], all: boolean, now: Date): Promise<number> {
    const rows = await tx.query(
      `INSERT INTO webhook_delivery AS d (tenant_id, id, endpoint_id, event_id, state, round_began_at, next_at, recorded_at)
        SELECT $1, r.id, $2, r.event_id, 'PENDING', $6, $6, r.recorded_at FROM unnest($3::uuid[], $4::uuid[], $5::timestamptz[]) AS r (id, event_id, recorded_at)
        ON CONFLICT (tenant_id, endpoint_id, event_id) DO UPDATE
          SET state = 'PENDING', round_attempts = 0, round_began_at = $6, next_at = $6, finished_at = NULL
          WHERE d.state = 'FAILED' OR ($7 AND d.state = 'DELIVERED')
        RETURNING d.id`,
      [tenant, endpoint, events.map(({ id }) => id), events.map(({ event }) => event), events.map(({ recordedAt }) => recordedAt), now, all],
    );
    if (rows.length > 0) await this.wake(tx, tenant, endpoint, now);
    return rows.length;
  }

  /** An event that somebody made for one endpoint alone. */
  async insertTest(tx: Tx, { tenant, id, endpoint, event, type, subject }: WebhookDelivery, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO webhook_event (tenant_id, id, type, subject, version, ids, source_topic, source_event, occurred_at, recorded_at) VALUES ($1, $2, $3, $4, 1, '{}', '', $2, $5, $5)`,
      [tenant, event, type, subject, now],
    );
    await tx.query(
      `INSERT INTO webhook_delivery (tenant_id, id, endpoint_id, event_id, state, round_began_at, next_at, recorded_at) VALUES ($1, $2, $3, $4, 'PENDING', $5, $5, $5)`,
      [tenant, id, endpoint, event, now],
    );
    await this.wake(tx, tenant, endpoint, now);
  }

  /** The endpoint is locked already. */
  private async wake(tx: Tx, tenant: string, endpoint: string, now: Date): Promise<void> {
    await tx.query(`UPDATE webhook_endpoint SET due_at = least(due_at, $3) WHERE tenant_id = $1 AND id = $2`, [tenant, endpoint, now]);
  }
}
