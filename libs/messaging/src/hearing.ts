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
  private readonly byType = new Map<string, Listener[]>();

  constructor(listeners: readonly Listener[]) {
    for (const listener of listeners) this.byType.set(listener.contract.type, [...(this.byType.get(listener.contract.type) ?? []), listener]);
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
    // The same event may be twice in a batch: only the first counts.
    const events = records.flatMap(({ event }) => (fresh.delete(event.id) ? [event] : []));
    for (const run of this.runs(events)) await this.tell(tx, run);
    crashPoint('c2');
  }

  /** Events in order, those that follow one another and may be heard together in one. */
  private runs(events: readonly Envelope[]): Run[] {
    const runs: [Envelope, ...Envelope[]][] = [];
    for (const event of events) {
      const last = runs.at(-1);
      const together = last?.[0].type === event.type && last[0].tenantid === event.tenantid && this.listenersOf(event).every(({ inRuns }) => inRuns);
      if (last && together) last.push(event);
      else runs.push([event]);
    }
    return runs;
  }

  private async tell(tx: Tx, run: Run): Promise<void> {
    const [{ type, id }] = run;
    for (const { hear } of this.listenersOf(run[0])) {
      const outcome = await hear(tx, run as unknown as readonly [Envelope<never>]);
      if (outcome === 'early') throw new TooEarly(`${type} ${id} is early`);
    }
  }

  private listenersOf({ type }: Envelope): readonly Listener[] {
    return this.byType.get(type) ?? [];
  }
}

/** Events of one type and one tenant. */
type Run = readonly [Envelope, ...Envelope[]];
