import type { BusRecord, RunningSubscription } from '@cairn/messaging';
import type { Database, Tx } from '@cairn/postgres';
import type { Platform } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { LogPlaceStore } from './log-place.store.js';
import { headOf } from './record-head.js';
import type { ThinEvent } from './thin-event.js';
import { toldIn, toldTopics } from './told-in.js';

/** What a reader of the log needs. */
export interface LogReading {
  readonly database: Database;
  readonly places: LogPlaceStore;
  readonly platform: Platform;
  readonly log: Log;
}

/** Some records of one partition, in order. */
export interface Heard {
  /** Whom they may concern. */
  readonly tenants: readonly string[];
  /** What they come to for tenants, as far as one of these is among those whom a record concerns. */
  eventsFor(tenants: Iterable<string>): ThinEvent[];
  /** Notes that they are dealt with; they come again until it is committed. */
  done(tx: Tx): Promise<void>;
}

/**
 * Reads the log of all services as a group of its own, beside the listeners of this one: what a reader of this service awaits
 * does not wait for it. Of a tenant that nobody is told of only the head of a record is looked at.
 */
export abstract class ToldLogReader implements OnApplicationBootstrap, OnModuleDestroy {
  private running: Promise<RunningSubscription | undefined> = Promise.resolve(undefined);

  /**
   * @param group the name that its places in the log are kept under
   * @param purpose what for, for the log of operators: `webhooks`
   */
  protected constructor(
    private readonly reading: LogReading,
    private readonly group: string,
    private readonly purpose: string,
  ) {}

  /** Deals with some records, and commits `done`. */
  protected abstract heard(heard: Heard): Promise<void>;

  onApplicationBootstrap(): void {
    const { database, places, platform, log } = this.reading;
    const subscribed = platform.bus.subscribe({
      group: this.group,
      topics: toldTopics,
      resumeAt: (topic, partition) => database.work((tx) => places.resumeAt(tx, this.group, topic, partition)),
      apply: (records) => this.apply(records),
    });
    this.running = subscribed.catch((err: unknown) => {
      log.error({ err }, `the log of events cannot be read for ${this.purpose}`);
      return undefined;
    });
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.running)?.stop();
  }

  private async apply(records: readonly BusRecord[]): Promise<void> {
    const last = records.at(-1);
    if (!last) return;
    const { places, log } = this.reading;
    const concerned = records.map(({ value }) => headOf(value)?.tenants ?? []);
    await this.heard({
      tenants: [...new Set(concerned.flat())],
      eventsFor: (tenants) => {
        const wanted = new Set(tenants);
        return records.flatMap(({ value }, at) => (concerned[at]?.some((tenant) => wanted.has(tenant)) ? toldIn(value, log) : []));
      },
      done: (tx) => places.moveTo(tx, this.group, last.topic, last.partition, last.offset + 1n),
    });
  }
}
