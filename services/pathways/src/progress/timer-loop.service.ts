import { appendEvents } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import { type Clock, type Log, today } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import { FactsStore } from './facts.store.js';
import { ProgressKeeper } from './progress-keeper.service.js';
import { ProgressStore } from './progress.store.js';

const everyMs = 15_000;
const batch = 500;

/** Evaluates what time alone changes: awards that expire, suspensions that end. Once at the start, then every 15 s. */
@Injectable()
export class TimerLoop implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly store: ProgressStore,
    private readonly facts: FactsStore,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.next(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  onApplicationShutdown(): Promise<void> {
    return this.onModuleDestroy();
  }

  /** Evaluates every enrolment whose day has come. Returns how many. */
  async sweep(): Promise<number> {
    let swept = 0;
    for (let found = batch; found === batch && !this.stopped; swept += found) {
      found = await this.database.work((tx) => this.step(tx));
    }
    return swept;
  }

  private async step(tx: Tx): Promise<number> {
    const due = await this.store.due(tx, today(this.clock), batch);
    // One tenant after the other, in one order for every process that sweeps.
    const byTenant = [...groupedBy(due, ({ tenant }) => tenant)].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [tenant, rows] of byTenant) {
      await this.facts.lockEarners(tx, tenant, rows.map(({ earner }) => earner));
      const events = await this.keeper.refresh(tx, tenant, rows.map(({ enrolment }) => enrolment));
      await appendEvents(tx, events);
    }
    return due.length;
  }

  private next(afterMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.sweep()
        .catch((error: unknown) => this.log.error({ err: error }, 'the sweep of timers failed; it is tried again'))
        .finally(() => this.next(everyMs));
    }, afterMs);
    this.timer.unref();
  }
}
