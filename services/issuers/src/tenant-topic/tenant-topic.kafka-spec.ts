import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { OpaqueTokens, Statements } from '@cairn/access';
import { awardIssued, PARTITIONS } from '@cairn/events';
import { type EventBus, openKafkaBus, partitionOf } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import type { Platform } from '@cairn/service';
import { openLog, systemClock } from '@cairn/telemetry';
import { anAwardFact, kafkaForTests, type TestDatabase, testDatabase } from '@cairn/testkit';
import { migrations } from '../app.js';
import { LogPlaceStore } from '../told-event/log-place.store.js';
import { groupPrefixOf, keptMs, topicNameOf } from './tenant-topic.js';
import { TenantTopicExporter } from './tenant-topic-exporter.service.js';
import { TenantTopicStore } from './tenant-topic.store.js';

const node = await kafkaForTests();
const log = openLog('test', 'silent');
const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('the topic of a tenant on Kafka', () => {
  if (typeof node === 'string') {
    it.skip(`is read by the consumer of the guide (skipped: ${node})`, () => undefined);
    return;
  }
  const { brokers } = node;
  let bus: EventBus;
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase('issuers', migrations);
    bus = await openKafkaBus({ brokers: node.brokers, clientId: 'cairn-test', log });
  }, 60_000);
  afterAll(async () => {
    await bus?.close();
    await test?.close();
    await node.close();
  }, 60_000);

  const issue = async (tenant: string, award: string) => {
    const value = JSON.stringify({
      specversion: '1.0', id: newId(), source: '/cairn/earners', type: awardIssued.type, subject: award, time: new Date().toISOString(),
      datacontenttype: 'application/json', tenantid: tenant, aggregateversion: 1, data: anAwardFact({ award }),
    });
    const record = { topic: awardIssued.topic, partition: partitionOf(award, PARTITIONS), key: award, value };
    // As the relay does: a broker may not lead a topic that it has just made.
    for (let tries = 1; ; tries += 1) {
      try {
        return await bus.publish([record]);
      } catch (error) {
        if (tries === 20) throw error;
        await new Promise((resume) => setTimeout(resume, 250));
      }
    }
  };

  /** What the guide's consumer prints until it has seen so many events. */
  async function consumed(tenant: string, group: string, events: number): Promise<string[]> {
    const child = spawn(process.execPath, ['docs/examples/tenant-topic-consumer.mjs'], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', BROKERS: brokers.join(), TOPIC: topicNameOf(tenant), GROUP: `${groupPrefixOf(tenant)}${group}`, EVENTS: String(events) },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    return text.trim().split('\n').sort();
  }

  it('is read by the consumer of the guide: every event of the tenant, also after the exporter was ended, and no other', async () => {
    const [mine, theirs] = [newId(), newId()];
    for (const tenant of [mine, theirs]) await test.database.work((tx) => tx.query(`INSERT INTO tenant (tenant_id, name, state, created_at, updated_at, version) VALUES ($1, 'Quay', 'ACTIVE', now(), now(), 1)`, [tenant]));
    const store = new TenantTopicStore();
    for (const tenant of [mine, theirs]) {
      await test.database.work((tx) => store.open(tx, tenant, new Date()));
      await bus.outsideTopics?.ensure(topicNameOf(tenant), keptMs);
    }
    const platform = { bus, clock: systemClock, log, tokens: new OpaqueTokens(Buffer.alloc(32, 1)), statements: new Statements(Buffer.alloc(32, 2)), publicUrl: 'https://registry.example' } as unknown as Platform;
    const exporter = () => new TenantTopicExporter(test.database, store, new LogPlaceStore(), platform, log);
    const awards = Array.from({ length: 6 }, () => newId());
    const first = exporter();
    first.onApplicationBootstrap();
    for (const award of awards.slice(0, 3)) await issue(mine, award);
    await issue(theirs, newId());
    expect(await consumed(mine, 'desk', 3)).toEqual(awards.slice(0, 3).map((award) => `award.issued awd_${award} version 1`).sort());
    await first.onModuleDestroy();
    for (const award of awards.slice(3)) await issue(mine, award);
    const second = exporter();
    second.onApplicationBootstrap();
    expect(await consumed(mine, 'ledger', 6)).toEqual(awards.map((award) => `award.issued awd_${award} version 1`).sort());
    await second.onModuleDestroy();
  }, 180_000);
});
