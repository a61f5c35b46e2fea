import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { TenantStore } from '../tenant/tenant.store.js';
import { keptMs, type TenantTopic, topicNameOf } from './tenant-topic.js';
import { TenantTopicStore } from './tenant-topic.store.js';

/** Operators give tenants topics, and take them away. */
@Injectable()
export class TenantTopics {
  constructor(
    private readonly database: Database,
    private readonly store: TenantTopicStore,
    private readonly tenants: TenantStore,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async open(principal: Principal, tenant: string): Promise<Decision<TenantTopic>> {
    if (!principal.operator) return refused(operatorsOnly);
    const { outsideTopics } = this.platform.bus;
    if (!outsideTopics) return refused(withoutKafka);
    const opened = await this.database.write({ tenant }, async (tx): Promise<Decision<TenantTopic>> => {
      const [known] = await this.tenants.byIds(tx, [tenant]);
      if (!known) return refused(notFound('tenant', 'tenantId'));
      const topic = await this.store.open(tx, tenant, this.now());
      await note(tx, { tenant, action: 'cairn.tenant-topic.opened', subject: tenant, subjectKind: 'TENANT' });
      return accepted(topic);
    });
    // Made at once, so that consumers find it; whatever tells it makes it, too.
    if (opened.ok) await outsideTopics.ensure(topicNameOf(tenant), keptMs);
    return opened;
  }

  async close(principal: Principal, tenant: string): Promise<Decision<TenantTopic>> {
    if (!principal.operator) return refused(operatorsOnly);
    return this.database.write({ tenant }, async (tx) => {
      const topic = await this.store.close(tx, tenant, this.now());
      if (!topic) return refused(notFound('topic', 'tenantId'));
      await note(tx, { tenant, action: 'cairn.tenant-topic.closed', subject: tenant, subjectKind: 'TENANT' });
      return accepted(topic);
    });
  }

  /** As far as the caller may see them. */
  of({ tenant }: Principal, tenants: readonly string[]): Promise<TenantTopic[]> {
    return this.database.read({ tenant }, (tx) => this.store.of(tx, tenants));
  }

  private now(): Date {
    return new Date(this.platform.clock.now());
  }
}

const operatorsOnly = refusal('GRANT_MISSING', 'Only an operator of the registry gives topics to tenants.');
const withoutKafka = refusal('KAFKA_MISSING', 'This registry keeps its log of events in PostgreSQL. Run it with Kafka; until then use webhooks or the change feed.');
