import { lastClosedMonth } from '@cairn/metrics';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import { type Clock, type Log, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { PublishedFiguresStore } from './published-figures.store.js';
import { Publishing } from './publishing.service.js';

const batch = 10;

/** Publishes what tenants want published, each month anew (analytics.md, section 4.5). */
@Injectable()
export class PublishingClock extends RepeatedLook {
  private month = '';

  constructor(
    private readonly database: Database,
    private readonly store: PublishedFiguresStore,
    private readonly publishing: Publishing,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, 1_000, 'figures could not be published');
  }

  async look(): Promise<void> {
    const end = lastClosedMonth(today(this.clock));
    if (end !== this.month) await this.database.work((tx) => this.store.wantAll(tx, end));
    this.month = end;
    for (const { tenant, observationEnd } of await this.database.work((tx) => this.store.due(tx, batch))) {
      if (this.isEnding) return;
      // What cannot be published for one tenant keeps no other waiting.
      await this.publishing.publishAll(tenant, observationEnd).catch((err: unknown) => this.log.warn({ err, tenant }, 'the figures of a tenant could not be published; it is tried again'));
    }
  }
}
