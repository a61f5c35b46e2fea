import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { OpaqueTokens, type Principal, anonymous, Statements } from '@cairn/access';
import { type AwardFact, catalogue, type Envelope, type EventContract, PARTITIONS } from '@cairn/events';
import { type BusRecord, type EventBus, type OutgoingRecord, type Subscription, partitionOf } from '@cairn/messaging';
import { asUuid, newId, type Uuid } from '@cairn/postgres';
import type { Platform, ServiceApp } from '@cairn/service';
import { openLog } from '@cairn/telemetry';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { createVerificationApp, migrations } from '../app.js';

export const keySecret = Buffer.alloc(32, 7);
export const publicUrl = 'http://127.0.0.1:4310';

/** A log of events that hands every record straight to its subscribers, and can be said to be down. */
class DirectBus implements EventBus {
  up = true;
  idleMs = 0;
  readonly published: OutgoingRecord[] = [];
  private offset = 0n;
  private readonly subscriptions: Subscription[] = [];

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.published.push(...records);
  }
  async subscribe(subscription: Subscription) {
    this.subscriptions.push(subscription);
    return { idleMs: () => this.idleMs, stop: async () => undefined };
  }
  async deliver(events: readonly { topic: string; event: Envelope }[]): Promise<void> {
    const records = events.map(({ topic, event }): BusRecord => ({
      topic,
      partition: partitionOf(event.subject, PARTITIONS),
      offset: (this.offset += 1n),
      key: event.subject,
      value: JSON.stringify(event),
    }));
    for (const { topics, apply } of this.subscriptions) {
      for (const record of records) if (topics.includes(record.topic)) await apply([record]);
    }
  }
  async ready(): Promise<boolean> {
    return this.up;
  }
  async close(): Promise<void> {}
}

const threadOptions = ['--import', fileURLToPath(new URL('../../../../deploy/launcher/typescript.mjs', import.meta.url))];

/** The verification service over its own database, fed with events by the test; `clock` is moved by hand. */
export class VerificationRegistry {
  private constructor(
    readonly app: ServiceApp,
    readonly bus: DirectBus,
    readonly test: TestDatabase,
    readonly statements: string[],
    private readonly time: { shiftMs: number },
  ) {}

  /** @param shared another registry whose database this one uses too, as a second process would */
  static async open(shared?: VerificationRegistry): Promise<VerificationRegistry> {
    const test = shared?.test ?? (await testDatabase('verification', migrations));
    const bus = new DirectBus();
    const statements: string[] = [];
    const time = { shiftMs: 0 };
    const platform: Platform = {
      bus,
      clock: { now: () => Date.now() + time.shiftMs },
      log: openLog('verification', 'fatal'),
      tokens: new OpaqueTokens(Buffer.alloc(32, 1)),
      statements: new Statements(Buffer.alloc(32, 2)),
      publicUrl,
      filesDir: '/nowhere',
      keySecret,
      observeStatement: (text) => void statements.push(text),
    };
    const database = { appUrl: test.appUrl, workerUrl: test.workerUrl, poolSize: 16, workerPoolSize: 8, poolWaitMs: 5_000 };
    const app = await createVerificationApp({ database, backgroundSigning: false, threadOptions }, platform);
    return new VerificationRegistry(app, bus, test, statements, time);
  }

  async close(): Promise<void> {
    await this.app.close();
  }

  forward(ms: number): void {
    this.time.shiftMs += ms;
  }

  now(): string {
    return new Date(Date.now() + this.time.shiftMs).toISOString();
  }

  /** Lets the service hear one event. */
  async hear<Data>(contract: EventContract<Data>, tenant: string, subject: string, version: number, data: Data): Promise<Uuid> {
    const event = { ...head, id: newId(), type: contract.type, subject, tenantid: tenant, time: this.now(), aggregateversion: version, data };
    await this.bus.deliver([{ topic: contract.topic, event: event as Envelope }]);
    return event.id;
  }

  /** Runs an operation; throws what went wrong. */
  async ask<Data = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}, principal: Principal = anonymous): Promise<Data> {
    const statement = { principal, requestId: 'test', deadline: Date.now() + 10_000, awaitPosition: null, awaitMs: 0 };
    const { data, errors } = await this.app.execute({ query, variables }, statement);
    if (errors) throw new Error(errors.map(({ message, extensions }) => `${String(extensions.code)}: ${message}`).join('; '));
    // As a client gets it.
    return JSON.parse(JSON.stringify(data)) as Data;
  }

  /** Asks a public route. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const server: Server = await new Promise((resolve) => {
      const listening = createServer(this.app.http).listen(0, '127.0.0.1', () => resolve(listening));
    });
    try {
      const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
      return new Response(response.status === 304 ? null : await response.text(), { status: response.status, headers: response.headers });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

const head = { specversion: '1.0', source: '/cairn/test', datacontenttype: 'application/json' } as const;

/** An invented provider with one issuer and one published achievement, as the other services tell of them. */
export class Provider {
  readonly tenant = newId();
  readonly issuer = newId();
  readonly achievementVersion = newId();
  readonly slug = `harbour-${this.issuer.slice(-6)}`;
  readonly administrator: Principal = { client: newId(), tenant: this.tenant, rights: ['ADMINISTER'], operator: false };

  constructor(readonly registry: VerificationRegistry) {}

  async introduce(): Promise<this> {
    await this.tellProfile(1, 'Harbour University');
    const text = catalogue.get('cairn.achievement.version-published.v1') as EventContract<Record<string, unknown>>;
    const { achievement, achievementVersion, issuer } = { achievement: newId(), achievementVersion: this.achievementVersion, issuer: this.issuer };
    await this.registry.hear(text, this.tenant, achievement, 2, {
      achievement,
      achievementVersion,
      issuer,
      code: 'DATA-1',
      number: 1,
      contentHash: 'a'.repeat(64),
      title: 'Applied data literacy <1>',
      description: 'Ten hours of learning with a reviewed portfolio.',
      criteria: 'Hand in three artefacts.',
      imageUrl: null,
      language: 'en',
      achievementType: 'MicroCredential',
      issuerSector: 'HIGHER_EDUCATION',
      useCase: 'MICRO_CREDENTIAL',
      claimBasis: 'APPLIED_COMPETENCY',
      assessed: true,
      earningModes: ['COURSE'],
      alignments: [{ targetName: 'analyse data', targetUrl: 'https://skills.example/1', targetFramework: null, targetCode: null }],
      tags: ['data'],
      estimatedEffort: 'PT10H',
      creditsAvailable: [{ unit: 'ECTS', amount: 1 }],
      level: null,
      validFor: null,
      acceptance: 'NOT_NEEDED',
      duplicatePolicy: 'MANY',
      publishedOn: '2026-01-01',
      supersedes: null,
      at: this.registry.now(),
    });
    return this;
  }

  async tellProfile(version: number, name: string): Promise<void> {
    const contract = catalogue.get(version === 1 ? 'cairn.issuer.created.v1' : 'cairn.issuer.changed.v1') as EventContract<Record<string, unknown>>;
    await this.registry.hear(contract, this.tenant, this.issuer, version, {
      issuer: this.issuer,
      slug: this.slug,
      name,
      url: 'https://harbour.example',
      imageUrl: null,
      description: null,
      sectors: ['HIGHER_EDUCATION'],
      country: null,
      state: 'ACTIVE',
      domainState: 'UNVERIFIED',
      at: this.registry.now(),
    });
  }

  fact(over: Partial<AwardFact> = {}): AwardFact {
    return {
      award: newId(),
      version: 1,
      earner: newId(),
      issuer: this.issuer,
      achievement: newId(),
      achievementVersion: this.achievementVersion,
      state: 'ACTIVE',
      awardedOn: this.registry.now().slice(0, 10),
      validUntil: null,
      visibility: 'PUBLIC',
      results: [{ name: 'Score', value: '87' }],
      recordedAt: this.registry.now(),
      ...over,
    };
  }

  async award(over: Partial<AwardFact> = {}): Promise<AwardFact> {
    const fact = this.fact(over);
    const type = fact.state === 'OFFERED' ? 'cairn.award.offered.v1' : 'cairn.award.issued.v1';
    await this.registry.hear(catalogue.get(type) as EventContract<AwardFact>, this.tenant, fact.award, fact.version, fact);
    return fact;
  }

  async awardMany(count: number): Promise<AwardFact[]> {
    const awards = Array.from({ length: count }, () => this.fact());
    const job = newId();
    const contract = catalogue.get('cairn.award.batch-issued.v1') as EventContract<{ job: string; awards: AwardFact[] }>;
    await this.registry.hear(contract, this.tenant, job, 1, { job, awards });
    return awards;
  }

  /** Tells of a later change; returns the award as it is then. */
  async change(happened: string, before: AwardFact, more: Record<string, unknown>): Promise<AwardFact> {
    const contract = catalogue.get(`cairn.award.${happened}.v1`) as EventContract<Record<string, unknown>>;
    const fact = { ...before, version: before.version + 1, ...more } as AwardFact;
    const at = this.registry.now();
    await this.registry.hear(contract, this.tenant, asUuid(before.award), fact.version, { ...fact, on: at.slice(0, 10), at });
    return fact;
  }

  revoke = (before: AwardFact) => this.change('revoked', before, { state: 'REVOKED', reason: 'awarded by mistake', inError: false });
}
