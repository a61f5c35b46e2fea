import type { Envelope } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { crashPoint } from './crash-point.js';
import type { Listener } from './listener.js';
import type { ValidRecord } from './sorted-records.js';

/** A listener needs an earlier version of the aggregate first: the transaction is undone and the record parked. */
export class TooEarly extends Error {
  readonly code = 'EVENT_EARLY';
}

/** Lets the listeners of a service hear events, each event once. */
export class Hearing {
  private readonly byType = new Map<string, Listener['hear'][]>();

  constructor(listeners: readonly Listener[]) {
    for (const { contract, hear } of listeners) {
      const heard = this.byType.get(contract.type) ?? [];
      this.byType.set(contract.type, [...heard, hear]);
    }
  }

  /** Remembers the events in the inbox and runs the listeners of those that are new, in order. */
  async hear(tx: Tx, records: readonly ValidRecord[]): Promise<void> {
    if (records.length === 0) return;
    const rows = await tx.query<{ event: string }>(
      'INSERT INTO inbox (event_id) SELECT DISTINCT id FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING RETURNING event_id AS event',
      [records.map(({ event }) => event.id)],
    );
    crashPoint('c1');
    const fresh = new Set(rows.map(({ event }) => event));
    for (const { event } of records) {
      // The same event may be twice in a batch: only the first counts.
      if (fresh.delete(event.id)) await this.tell(tx, event);
    }
    crashPoint('c2');
  }

  private async tell(tx: Tx, event: Envelope): Promise<void> {
    for (const hear of this.byType.get(event.type) ?? []) {
      const outcome = await hear(tx, event as Envelope<never>);
      if (outcome === 'early') throw new TooEarly(`${event.type} ${event.id} is early`);
    }
  }
}
