import { OpaqueTokens, type Principal, Statements } from '@cairn/access';
import { issuerCreated, type IssuerProfile, issuerChanged } from '@cairn/events';
import type { EventBus, OutgoingRecord, Subscription } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import type { ServiceApp } from '@cairn/service';
import { openLog, systemClock } from '@cairn/telemetry';
import { testDatabase } from '@cairn/testkit';
import { createAchievementsApp, migrations } from '../app.js';

/** A bus that keeps what is published and hands on what a test says. */
class QuietBus implements EventBus {
  readonly published: OutgoingRecord[] = [];
  private readonly subscriptions: Subscription[] = [];
  private offset = 0n;

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.published.push(...records);
  }

  async subscribe(subscription: Subscription) {
    this.subscriptions.push(subscription);
    return { idleMs: () => 0, stop: async () => undefined };
  }

  async deliver(topic: string, key: string, value: string): Promise<void> {
    const record = { topic, partition: 0, offset: (this.offset += 1n), key, value };
    const hearing = this.subscriptions.filter(({ topics }) => topics.includes(topic));
    await Promise.all(hearing.map(({ apply }) => apply([record])));
  }

  ready = async () => true;
  close = async () => undefined;
}

/** The service on a database of its own, and what a test says to it. */
export async function aService() {
  const made = await testDatabase('achievements', migrations);
  const bus = new QuietBus();
  const statements: string[] = [];
  const app: ServiceApp = await createAchievementsApp(
    { database: { appUrl: made.appUrl, workerUrl: made.workerUrl, poolSize: 8, workerPoolSize: 4, poolWaitMs: 2_000 } },
    {
      bus,
      clock: systemClock,
      log: openLog('achievements', 'fatal'),
      tokens: new OpaqueTokens(Buffer.alloc(32, 1)),
      statements: new Statements(Buffer.alloc(32, 2)),
      publicUrl: 'https://registry.example',
      filesDir: '/nowhere',
      keySecret: Buffer.alloc(32, 3),
      observeStatement: (text) => statements.push(text),
    },
  );
  return {
    /** Statements of SQL since the last look. */
    statements: () => statements.splice(0),
    published: bus.published,
    /** Lets the service hear of an issuer. */
    hear(issuer: Pick<IssuerProfile, 'issuer' | 'name' | 'sectors' | 'state'>, tenant: string, version = 1) {
      const data: IssuerProfile = {
        slug: issuer.name.toLowerCase().replaceAll(' ', '-'),
        url: 'https://museum.example',
        imageUrl: null,
        description: null,
        country: null,
        domainState: 'UNVERIFIED',
        at: new Date().toISOString(),
        ...issuer,
      };
      const contract = version === 1 ? issuerCreated : issuerChanged;
      const event = {
        specversion: '1.0',
        id: newId(),
        source: '/issuers',
        type: contract.type,
        subject: issuer.issuer,
        time: data.at,
        datacontenttype: 'application/json',
        tenantid: tenant,
        aggregateversion: version,
        data,
      };
      return bus.deliver(contract.topic, issuer.issuer, JSON.stringify(event));
    },
    /** Asks as a caller; answers `data` with `errors` beside it. */
    async ask(principal: Principal, query: string, variables: Record<string, unknown> = {}) {
      const statement = { principal, requestId: 'r', deadline: Date.now() + 5_000, awaitPosition: null, awaitMs: 0 };
      const result = await app.execute({ query, variables }, statement);
      return JSON.parse(JSON.stringify(result)) as { data: Record<string, unknown> | null; errors?: { extensions: { code: string } }[] };
    },
    async close() {
      await app.close();
      await made.close();
    },
  };
}

/** A caller of a tenant who may design. */
export const aDesigner = (tenant: string): Principal => ({ client: newId(), tenant, rights: ['DESIGN'], operator: false });
