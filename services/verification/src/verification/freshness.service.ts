import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AttendedBus } from './attended-bus.js';
import { InboxAgeStore } from './inbox-age.store.js';

const probeMs = 5_000;

/**
 * How far this service's knowledge of awards reaches. It is up to date while the log of events can be reached and its
 * consumer polls; when either falls silent, knowledge ends there, and answers say so.
 */
@Injectable()
export class Freshness implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private heard: number | null = null;

  constructor(
    private readonly database: Database,
    private readonly inbox: InboxAgeStore,
    private readonly bus: AttendedBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The instant up to which everything published has been heard. */
  heardUntil(): Date {
    return new Date(this.heard ?? 0);
  }

  async onApplicationBootstrap(): Promise<void> {
    const last = await this.database.work((tx) => this.inbox.lastReceived(tx));
    this.heard = last?.getTime() ?? null;
    await this.probe();
    void this.run();
  }

  onApplicationShutdown(): void {
    this.stopping.abort();
  }

  async probe(): Promise<void> {
    const asked = this.clock.now();
    const ready = await this.bus.ready().catch(() => false);
    if (ready) this.heard = Math.max(this.heard ?? 0, asked - this.bus.idleMs());
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await pause(probeMs, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
      if (!this.stopping.signal.aborted) await this.probe();
    }
  }
}
