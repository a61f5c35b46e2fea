import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { DeliveryState, WebhookAttempt } from '../delivery/webhook-delivery.js';
import type { ToldEvent } from '../../told-event/cloud-event.js';

/** An endpoint whose deliveries nobody else sends for the time being. */
export interface Lease {
  readonly tenant: string;
  readonly id: string;
  readonly url: string;
  readonly payloadVersion: string;
}

/** A delivery that is due, with what there is to tell. */
export interface DueDelivery {
  readonly id: string;
  readonly attempts: number;
  readonly roundAttempts: number;
  readonly roundBegan: Date;
  readonly recordedAt: Date;
  readonly event: ToldEvent;
  readonly source: { readonly topic: string; readonly event: string };
}

/** What becomes of a delivery after an attempt. */
export interface Attempted {
  readonly attempt: WebhookAttempt;
  readonly state: DeliveryState;
  readonly roundAttempts: number;
  readonly nextAt: Date | null;
}

/** How an endpoint fares, as the sender knows it. */
export interface Health {
  readonly state: 'ENABLED' | 'DISABLED';
  readonly failingSince: Date | null;
  readonly deliveredAt: Date | null;
}

/** What the sender reads and writes, under the role that works in the background. */
@Injectable()
export class SendingStore {
  /** Takes endpoints with something due, those that fare well or those that do not; each is one sender's until `until`. */
  lease(tx: Tx, now: Date, until: Date, healthy: boolean, limit: number): Promise<Lease[]> {
    return tx.query(
      `UPDATE webhook_endpoint l SET leased_until = $2
         FROM (SELECT e.tenant_id, e.id FROM webhook_endpoint e
                WHERE e.state = 'ENABLED' AND e.deleted_at IS NULL AND e.due_at <= $1 AND (e.leased_until IS NULL OR e.leased_until <= $1) AND (e.failing_since IS NULL) = $3
                  AND EXISTS (SELECT 1 FROM tenant t WHERE t.tenant_id = e.tenant_id AND t.state = 'ACTIVE')
                ORDER BY e.due_at LIMIT $4 FOR NO KEY UPDATE OF e SKIP LOCKED) AS d
        WHERE l.tenant_id = d.tenant_id AND l.id = d.id
        RETURNING l.tenant_id AS tenant, l.id, l.url, l.payload_version AS "payloadVersion"`,
      [now, until, healthy, limit],
    );
  }

  async due(tx: Tx, { tenant, id }: Lease, now: Date, limit: number): Promise<DueDelivery[]> {
    type Row = Omit<DueDelivery, 'event' | 'source'> & Omit<ToldEvent, 'tenant' | 'id'> & { readonly event: string; readonly topic: string; readonly sourceEvent: string };
    const rows = await tx.query<Row>(
      `SELECT d.id, d.attempts, d.round_attempts AS "roundAttempts", d.round_began_at AS "roundBegan", d.recorded_at AS "recordedAt",
              e.id AS event, e.type, e.subject, e.version, e.ids, e.occurred_at AS "occurredAt", e.source_topic AS topic, e.source_event AS "sourceEvent"
         FROM webhook_delivery d JOIN webhook_event e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
        WHERE d.tenant_id = $1 AND d.endpoint_id = $2 AND d.state = 'PENDING' AND d.next_at <= $3 ORDER BY d.next_at, d.id LIMIT $4`,
      [tenant, id, now, limit],
    );
    return rows.map(({ event, type, subject, version, ids, occurredAt, topic, sourceEvent, ...delivery }) => ({
      ...delivery,
      event: { tenant, id: event, type, subject, version, ids, occurredAt },
      source: { topic, event: sourceEvent },
    }));
  }

  /** How the endpoint fares, locked; undefined when it was deleted. */
  async health(tx: Tx, { tenant, id }: Lease): Promise<Health | undefined> {
    const [row] = await tx.query<Health>(
      `SELECT state, failing_since AS "failingSince", delivered_at AS "deliveredAt" FROM webhook_endpoint
        WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
      [tenant, id],
    );
    return row;
  }

  /** Adds attempts, and moves their deliveries on; those that were cleared away meanwhile are left out. */
  async record(tx: Tx, { tenant }: Lease, attempted: readonly Attempted[], now: Date): Promise<void> {
    const attempts = attempted.map(({ attempt }) => attempt);
    const deliveries = attempts.map(({ delivery }) => delivery);
    await tx.query(
      `UPDATE webhook_delivery d SET state = a.state, attempts = a.number, round_attempts = a.round_attempts, next_at = a.next_at,
              finished_at = CASE WHEN a.state = 'PENDING' THEN NULL ELSE $2::timestamptz END
         FROM unnest($3::uuid[], $4::text[], $5::int[], $6::int[], $7::timestamptz[]) AS a (id, state, number, round_attempts, next_at)
        WHERE d.tenant_id = $1 AND d.id = a.id`,
      [tenant, now, deliveries, attempted.map(({ state }) => state), attempts.map(({ number }) => number), attempted.map(({ roundAttempts }) => roundAttempts), attempted.map(({ nextAt }) => nextAt)],
    );
    await tx.query(
      `INSERT INTO webhook_attempt (tenant_id, delivery_id, number, at, status, latency_ms, error, excerpt)
        SELECT $1, a.delivery_id, a.number, a.at, a.status, a.latency_ms, a.error, a.excerpt
          FROM unnest($2::uuid[], $3::int[], $4::timestamptz[], $5::int[], $6::int[], $7::text[], $8::text[]) AS a (delivery_id, number, at, status, latency_ms, error, excerpt)
         WHERE EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.tenant_id = $1 AND d.id = a.delivery_id)
        ON CONFLICT DO NOTHING`,
      [
        tenant,
        deliveries,
        attempts.map(({ number }) => number),
        attempts.map(({ at }) => at),
        attempts.map(({ status }) => status),
        attempts.map(({ latencyMs }) => latencyMs),
        attempts.map(({ error }) => error),
        attempts.map(({ excerpt }) => excerpt),
      ],
    );
  }

  async fare(tx: Tx, { tenant, id }: Lease, { failingSince, deliveredAt }: Health): Promise<void> {
    await tx.query(`UPDATE webhook_endpoint SET failing_since = $3, delivered_at = $4 WHERE tenant_id = $1 AND id = $2`, [tenant, id, failingSince, deliveredAt]);
  }

  async disable(tx: Tx, { tenant, id }: Lease, reason: 'FAILING' | 'GONE', now: Date): Promise<void> {
    await tx.query(
      `UPDATE webhook_endpoint SET state = 'DISABLED', disabled_reason = $3, disabled_at = $4, notice_due_at = $4, notice_attempts = 0 WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, reason, now],
    );
  }

  /** Lets others send again. Locked first (`health`), so that what was added meanwhile is seen. */
  async release(tx: Tx, { tenant, id }: Lease): Promise<void> {
    await tx.query(
      `UPDATE webhook_endpoint SET leased_until = NULL, due_at = (
         SELECT min(d.next_at) FROM webhook_delivery d WHERE d.tenant_id = $1 AND d.endpoint_id = $2 AND d.state = 'PENDING')
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id],
    );
  }
}
