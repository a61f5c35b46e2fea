import { appendEvents } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, LOG, Ticking } from '@cairn/service';
import { type Clock, type Log, today } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import { FactsStore } from './facts.store.js';
import { ProgressKeeper } from './progress-keeper.service.js';
import { ProgressStore } from './progress.store.js';

const everyMs = 15_000;
const batch = 500;

/** Evaluates what time alone changes: awards that expire, suspensions, cycles and teach-outs that end. Once at the start, then every 15 s. */
@Injectable()
export class TimerLoop implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  private readonly ticking: Ticking;
  private ticked = false;

  constructor(
    private readonly database: Database,
    private readonly store: ProgressStore,
    private readonly facts: FactsStore,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    const rest = () => (this.ticked ? everyMs : 0);
    this.ticking = new Ticking(
      rest,
      () => {
        this.ticked = true;
        return this.sweep();
      },
      (error) => log.error({ err: error }, 'the sweep of timers failed; it is tried again'),
    );
  }

  onModuleInit(): void {
    this.ticking.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.ticking.stop();
  }

  onApplicationShutdown(): Promise<void> {
    return this.onModuleDestroy();
  }

  /** Evaluates every enrolment whose day has come. Returns how many. */
  async sweep(): Promise<number> {
    let swept = 0;
    for (let found = batch; found === batch && !this.ticking.isEnding; swept += found) {
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
}
