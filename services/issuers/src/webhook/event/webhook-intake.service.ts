import { Database, newId, type Tx } from '@cairn/postgres';
import { LOG, type Platform, PLATFORM } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { LogPlaceStore } from '../../told-event/log-place.store.js';
import type { ThinEvent } from '../../told-event/thin-event.js';
import { type Heard, ToldLogReader } from '../../told-event/told-log.service.js';
import { type Listening, WebhookEventStore } from './webhook-event.store.js';
import { wanted, whoIsTold } from './who-is-told.js';

/** Writes down what endpoints are due, in the transaction that moves the place in the log on; each event counts once by its id. */
@Injectable()
export class WebhookIntake extends ToldLogReader {
  constructor(
    private readonly database: Database,
    private readonly store: WebhookEventStore,
    places: LogPlaceStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(LOG) log: Log,
  ) {
    super({ database, places, platform, log }, 'cairn-webhooks', 'webhooks');
  }

  protected heard({ tenants, eventsFor, done }: Heard): Promise<void> {
    return this.database.work(async (tx) => {
      const endpoints = await this.store.listening(tx, tenants);
      await this.keep(tx, wanted(eventsFor(endpoints.map(({ tenant }) => tenant)), endpoints), endpoints);
      await done(tx);
    });
  }

  private async keep(tx: Tx, events: readonly ThinEvent[], endpoints: readonly Listening[]): Promise<void> {
    if (events.length === 0) return;
    const now = new Date(this.platform.clock.now());
    const fresh = await this.store.insert(tx, events, now);
    const due = whoIsTold(events.filter(({ tenant, id }) => fresh.has(`${tenant} ${id}`)), endpoints, newId);
    if (due.length > 0) await this.store.addDue(tx, due, now);
  }
}
