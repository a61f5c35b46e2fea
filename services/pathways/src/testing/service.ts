import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpaqueTokens, type Principal, type Right, Statements } from '@cairn/access';
import type { EventContract } from '@cairn/events';
import type { EventBus, OutgoingRecord, Subscription } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import { testDatabase } from '@cairn/testkit';
import { createPathwaysApp, migrations } from '../app.js';
import { TimerLoop } from '../progress/timer-loop.service.js';

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

export interface Heard<Data> {
  readonly contract: EventContract<Data>;
  readonly tenant: string;
  readonly subject: string;
  readonly version: number;
  readonly data: Data;
}

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export type PathwaysService = Awaited<ReturnType<typeof aService>>;

/** The service on a database of its own, with a clock that stands still until a test moves it. */
export async function aService(today = '2026-06-01') {
  const made = await testDatabase('pathways', migrations);
  const filesDir = await mkdtemp(join(tmpdir(), 'cairn-pathways-'));
  const bus = new QuietBus();
  const statements: string[] = [];
  let now = Date.parse(`${today}T12:00:00Z`);
  const app = await createPathwaysApp(
    { database: { appUrl: made.appUrl, workerUrl: made.workerUrl, poolSize: 8, workerPoolSize: 6, poolWaitMs: 2_000 } },
    {
      bus,
      clock: { now: () => now },
      log: openLog('pathways', 'fatal'),
      tokens: new OpaqueTokens(Buffer.alloc(32, 1)),
      statements: new Statements(Buffer.alloc(32, 2)),
      publicUrl: 'https://registry.example',
      filesDir,
      keySecret: Buffer.alloc(32, 3),
      observeStatement: (text) => statements.push(text),
    },
  );
  return {
    database: made.database,
    app,
    /** Statements of SQL since the last look. */
    statements: () => statements.splice(0),
    published: bus.published,
    today: (day: string) => void (now = Date.parse(`${day}T12:00:00Z`)),
    sweep: () => app.get(TimerLoop).sweep(),
    hear<Data>({ contract, tenant, subject, version, data }: Heard<Data>): Promise<void> {
      const event = {
        specversion: '1.0',
        id: newId(),
        source: '/cairn/elsewhere',
        type: contract.type,
        subject,
        time: new Date(now).toISOString(),
        datacontenttype: 'application/json',
        tenantid: tenant,
        aggregateversion: version,
        data,
      };
      return bus.deliver(contract.topic, subject, JSON.stringify(event));
    },
    async ask(principal: Principal, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
      const statement = { principal, requestId: 'r', deadline: Date.now() + 5_000, awaitPosition: null, awaitMs: 0 };
      return JSON.parse(JSON.stringify(await app.execute({ query, variables }, statement))) as Answer;
    },
    async close() {
      await app.close();
      await made.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

const everyRight: Right[] = ['ADMINISTER', 'DESIGN', 'AWARD', 'REVOKE', 'ANALYSE'];

export const aCaller = (tenant: string, rights: Right[] = everyRight): Principal => ({ client: newId(), tenant, rights, operator: false });
