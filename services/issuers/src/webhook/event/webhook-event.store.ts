import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ThinEvent } from '../../told-event/thin-event.js';

/** An endpoint as far as it matters for what it is told. */
export interface Listening {
  readonly tenant: string;
  readonly id: string;
  readonly eventTypes: readonly string[];
  readonly state: 'ENABLED' | 'DISABLED';
  readonly createdAt: Date;
}

/** That an endpoint is to be told of an event. */
export interface Due {
  readonly tenant: string;
  readonly id: string;
  readonly endpoint: string;
  readonly event: string;
}

/** What happened, for endpoints. */
@Injectable()
export class WebhookEventStore {
  /** The endpoints of some tenants, locked: the sender, which says when each is next due, waits until what is added here is seen. */
  listening(tx: Tx, tenants: readonly string[]): Promise<Listening[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, id, event_types AS "eventTypes", state, created_at AS "createdAt" FROM webhook_endpoint
        WHERE tenant_id = ANY ($1::uuid[]) AND deleted_at IS NULL ORDER BY tenant_id, id FOR NO KEY UPDATE`,
      [tenants],
    );
  }

  /** Adds those that are new, and tells which: `<tenant> <id>`. */
  async insert(tx: Tx, events: readonly ThinEvent[], now: Date): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ key: string }>(
      `INSERT INTO webhook_event (tenant_id, id, type, subject, version, ids, source_topic, source_event, occurred_at, recorded_at)
        SELECT tenant_id, id, type, subject, version, ids, source_topic, source_event, occurred_at, $10
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::jsonb[], $7::text[], $8::uuid[], $9::timestamptz[])
            AS e (tenant_id, id, type, subject, version, ids, source_topic, source_event, occurred_at)
        ON CONFLICT DO NOTHING RETURNING tenant_id || ' ' || id AS key`,
      [
        events.map(({ tenant }) => tenant),
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ subject }) => subject),
        events.map(({ version }) => version),
        events.map(({ ids }) => JSON.stringify(ids)),
        events.map(({ source }) => source.topic),
        events.map(({ source }) => source.event),
        events.map(({ occurredAt }) => occurredAt),
        now,
      ],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Writes down whom to tell, before anything is sent, and wakes their endpoints. */
  async addDue(tx: Tx, due: readonly Due[], now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO webhook_delivery (tenant_id, id, endpoint_id, event_id, state, round_began_at, next_at, recorded_at)
        SELECT tenant_id, id, endpoint_id, event_id, 'PENDING', $5, $5, $5
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) AS d (tenant_id, id, endpoint_id, event_id)
        ON CONFLICT (tenant_id, endpoint_id, event_id) DO NOTHING`,
      [due.map(({ tenant }) => tenant), due.map(({ id }) => id), due.map(({ endpoint }) => endpoint), due.map(({ event }) => event), now],
    );
    const woken = [...new Map(due.map(({ tenant, endpoint }) => [endpoint, tenant])).entries()];
    await tx.query(
      `UPDATE webhook_endpoint e SET due_at = $3 FROM unnest($1::uuid[], $2::uuid[]) AS w (tenant_id, id)
        WHERE e.tenant_id = w.tenant_id AND e.id = w.id AND (e.due_at IS NULL OR e.due_at > $3)`,
      [woken.map(([, tenant]) => tenant), woken.map(([endpoint]) => endpoint), now],
    );
  }
}
