import type { Database } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';
import type { EventBus } from './bus.js';
import { crashPoint } from './crash-point.js';
import { outgoing, OutboxReader, type OutboxRow } from './outbox-reader.js';
import { onPoke } from './poke.js';
import { Pulse } from './pulse.js';

export interface RelayConfig {
  readonly service: string;
  readonly database: Database;
  readonly bus: EventBus;
  readonly log: Log;
}

export interface Relay {
  /** Publishes what is read, then stops and gives its partitions away. */
  stop(): Promise<void>;
}

const attemptsMax = 20;
const retakeEveryMs = 5_000;

/**
 * Moves a service's outbox to the bus: read in id order, publish, and only after the acknowledgement write the change
 * feed and delete, in one transaction on the very connection that holds the partitions' locks. A relay that lost its
 * connection therefore cannot delete; what it had published is published again, and inboxes drop it.
 */
export function startRelay(config: RelayConfig): Relay {
  const relay = new RunningRelay(config);
  const ended = relay.run();
  return {
    stop() {
      relay.stop();
      return ended;
    },
  };
}

class RunningRelay {
  private readonly pulse = new Pulse({ quickestMs: 4, slowestMs: 250 });
  private readonly attempts = new Map<string, number>();

  constructor(private readonly config: RelayConfig) {}

  stop(): void {
    this.pulse.stop();
  }

  async run(): Promise<void> {
    const { service, database, log } = this.config;
    const release = onPoke(service, () => this.pulse.wake());
    while (!this.pulse.stopped) {
      const reader = new OutboxReader(database);
      try {
        await reader.open();
        await this.relay(reader);
      } catch (error) {
        if (this.pulse.stopped) break;
        log.warn({ err: error }, 'the relay lost its database; it takes its partitions again');
        await this.pulse.pause(500);
      } finally {
        reader.close();
      }
    }
    release();
  }

  private async relay(reader: OutboxReader): Promise<void> {
    let takeAt = 0;
    while (!this.pulse.stopped) {
      if (!reader.holdsAll && Date.now() >= takeAt) {
        await reader.takePartitions();
        takeAt = Date.now() + retakeEveryMs;
      }
      const rows = await reader.read();
      crashPoint('r1');
      if (rows.length > 0) await this.move(reader, rows);
      await this.pulse.rest(rows.length > 0);
    }
  }

  private async move(reader: OutboxReader, rows: readonly OutboxRow[]): Promise<void> {
    const { bus, log } = this.config;
    crashPoint('r2');
    try {
      await bus.publish(rows.map(outgoing));
    } catch (error) {
      log.warn({ err: error, events: rows.length }, 'the bus did not take a batch; it stays in the outbox');
      if (await bus.ready()) await this.moveSingly(reader, rows);
      else await this.pulse.pause(500);
      return;
    }
    crashPoint('r3');
    await reader.finish(rows);
    if (this.attempts.size > 0) for (const { event } of rows) this.attempts.delete(event);
  }

  /** The bus answers, yet refused the batch: find the events it does not take, keeping the order of each aggregate. */
  private async moveSingly(reader: OutboxReader, rows: readonly OutboxRow[]): Promise<void> {
    const { bus, log } = this.config;
    const held = new Set<string>();
    for (const row of rows) {
      if (held.has(row.subject)) continue;
      try {
        await bus.publish([outgoing(row)]);
        await reader.finish([row]);
        this.attempts.delete(row.event);
      } catch (error) {
        if (reader.lost || !(await bus.ready())) return;
        held.add(row.subject);
        const attempts = (this.attempts.get(row.event) ?? 0) + 1;
        this.attempts.set(row.event, attempts);
        if (attempts < attemptsMax) continue;
        await reader.park(row, error instanceof Error ? error.message : String(error));
        this.attempts.delete(row.event);
        log.error({ err: error, event: row.event, subject: row.subject, type: row.type }, 'an event cannot be published: its aggregate is parked');
      }
    }
    if (held.size > 0) await this.pulse.pause(100);
  }
}
