import { Fetcher } from '@cairn/fetching';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, Ticking } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EndpointTurn } from './endpoint-turn.service.js';
import { type Lease, SendingStore } from './sending.store.js';

const everyMs = 400;
/** Longer than a turn with its last request can take. */
const leaseMs = 60_000;
/** Endpoints served at a time; those that do not answer cannot take the places of the others. */
const places = { healthy: 16, failing: 8 };

/** Gives each endpoint with something due its turn, many at a time. Several processes share the work. */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ticking: Ticking;
  private readonly running = { healthy: new Set<Promise<void>>(), failing: new Set<Promise<void>>() };
  private isEnding = false;

  constructor(
    private readonly database: Database,
    private readonly store: SendingStore,
    private readonly turn: EndpointTurn,
    private readonly fetcher: Fetcher,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.ticking = new Ticking(
      everyMs,
      () => this.look(),
      (err) => log.warn({ err }, 'webhooks could not be looked for; it is tried again'),
    );
  }

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  /** Requests under way are broken off, and made again after the next start. */
  async onModuleDestroy(): Promise<void> {
    this.isEnding = true;
    await this.ticking.stop();
    await this.fetcher.close();
    await Promise.all([...this.running.healthy, ...this.running.failing]);
  }

  private async look(): Promise<void> {
    for (const how of ['healthy', 'failing'] as const) {
      const free = places[how] - this.running[how].size;
      if (free <= 0) continue;
      const now = this.clock.now();
      const leases = await this.database.work((tx) => this.store.lease(tx, new Date(now), new Date(now + leaseMs), how === 'healthy', free));
      for (const lease of leases) this.start(lease, this.running[how]);
    }
  }

  private start(lease: Lease, among: Set<Promise<void>>): void {
    const turn = this.turn
      .run(lease, () => this.isEnding)
      .catch((err: unknown) => this.log.warn({ err, endpoint: lease.id }, 'an endpoint was left in the middle of its turn; its lease runs out'))
      .finally(() => among.delete(turn));
    among.add(turn);
  }
}
