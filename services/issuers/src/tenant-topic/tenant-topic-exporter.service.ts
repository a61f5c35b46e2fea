import { PARTITIONS } from '@cairn/events';
import { encodePosition, type OutgoingRecord, partitionOf } from '@cairn/messaging';
import { asUuid, Database } from '@cairn/postgres';
import { LOG, type Platform, PLATFORM } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { cloudEventOf } from '../told-event/cloud-event.js';
import { LogPlaceStore } from '../told-event/log-place.store.js';
import { newestPayload } from '../told-event/payload-version.js';
import type { ThinEvent } from '../told-event/thin-event.js';
import { type Heard, ToldLogReader } from '../told-event/told-log.service.js';
import { isTold, keptMs, topicNameOf } from './tenant-topic.js';
import { TenantTopicStore } from './tenant-topic.store.js';

/**
 * Copies from the log of all services to the topics of tenants what each of them may see. A record is on its tenant's topic
 * before the place in the log moves on: a crash in between tells it again under the same id.
 */
@Injectable()
export class TenantTopicExporter extends ToldLogReader {
  constructor(
    private readonly database: Database,
    private readonly store: TenantTopicStore,
    places: LogPlaceStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(LOG) log: Log,
  ) {
    super({ database, places, platform, log }, 'cairn-tenant-topics', 'the topics of tenants');
  }

  /** Only where there are topics to tell. */
  override onApplicationBootstrap(): void {
    if (this.platform.bus.outsideTopics) super.onApplicationBootstrap();
  }

  protected async heard({ tenants, eventsFor, done }: Heard): Promise<void> {
    const told = await this.database.work((tx) => this.store.told(tx, tenants));
    const open = new Map(told.map((topic) => [topic.tenant, topic]));
    const outgoing = eventsFor(open.keys()).filter((event) => isTold(open.get(event.tenant), event)).map((event) => this.recordOf(event));
    for (const topic of new Set(outgoing.map((record) => record.topic))) await this.platform.bus.outsideTopics?.ensure(topic, keptMs);
    await this.platform.bus.publish(outgoing);
    await this.database.work(done);
  }

  private recordOf(event: ThinEvent): OutgoingRecord {
    const { tokens, publicUrl } = this.platform;
    const position = encodePosition(tokens, [{ topic: event.source.topic, event: asUuid(event.source.event) }]);
    const value = JSON.stringify(cloudEventOf(event, { source: publicUrl, position, payloadVersion: newestPayload }));
    return { topic: topicNameOf(event.tenant), partition: partitionOf(event.subject, PARTITIONS), key: event.subject, value };
  }
}
