import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OpaqueTokens, type Principal, type RequestStatement, STATEMENT_HEADER, Statements } from '@cairn/access';
import type { EventContract } from '@cairn/events';
import { type Database, type DatabaseConfig, type Migration, newId } from '@cairn/postgres';
import type { Platform, ServiceApp } from '@cairn/service';
import { instant, isInBackground, openLog, systemClock } from '@cairn/telemetry';
import { type TestDatabase, testDatabase } from './database.js';
import { DirectBus } from './direct-bus.js';
import type { Answer } from './graph-client.js';
import { forgiveLostReads } from './lost-reads.js';
import { refuseUnnotedWrites } from './noted-writes.js';

/** As long as a caller is ready to try again on a busy machine. */
const patienceMs = 45_000;

/** Which service to open, and what is not as usual. */
export interface ServiceSetUp {
  readonly name: string;
  readonly migrations: readonly Migration[];
  readonly create: (config: { readonly database: DatabaseConfig }, platform: Platform) => Promise<ServiceApp>;
  readonly platform?: Partial<Pick<Platform, 'clock' | 'publicUrl' | 'keySecret'>>;
  /** A database the test closes itself, for instance under two processes of the service. Left out: one of its own. */
  readonly database?: TestDatabase;
  /** Where speed is measured: without the triggers that hold requests to the audit trail, which production does not have. */
  readonly measured?: boolean;
}

/** An event of another service, as a test tells of it. */
export interface Told<Data> {
  readonly contract: EventContract<Data>;
  readonly tenant: string;
  readonly subject: string;
  readonly version: number;
  readonly data: Data;
}

/** A service alone, over a real database and a log of events in the test's hand. */
export class ServiceUnderTest {
  private readonly server: Server = createServer((request, response) => this.app.http(request, response));

  private constructor(
    private running: ServiceApp,
    private readonly platform: Platform,
    private readonly start: () => Promise<ServiceApp>,
    readonly test: TestDatabase,
    readonly bus: DirectBus,
    private readonly executed: { readonly text: string; readonly role: 'app' | 'worker' }[],
    private readonly clean: () => Promise<void>,
  ) {}

  static async open({ name, migrations, create, platform: change, database: given, measured = false }: ServiceSetUp): Promise<ServiceUnderTest> {
    forgiveLostReads();
    const test = given ?? (await testDatabase(name, migrations));
    if (!given && !measured) await refuseUnnotedWrites(test.ownerUrl, name);
    const folder = await mkdtemp(join(tmpdir(), `cairn-${name}-`));
    const filesDir = join(folder, 'files');
    await mkdir(filesDir);
    const bus = new DirectBus();
    const executed: { readonly text: string; readonly role: 'app' | 'worker' }[] = [];
    const platform: Platform = {
      bus,
      clock: systemClock,
      log: openLog(name, 'fatal'),
      tokens: new OpaqueTokens(Buffer.alloc(32, 1)),
      statements: new Statements(Buffer.alloc(32, 2)),
      publicUrl: 'https://registry.example',
      filesDir,
      keySecret: Buffer.alloc(32, 3),
      observeStatement: (text, role) => void (isInBackground() || executed.push({ text, role })),
      ...change,
    };
    const database = { appUrl: test.appUrl, workerUrl: test.workerUrl, poolSize: 16, workerPoolSize: 8, poolWaitMs: 5_000 };
    const start = () => create({ database }, platform);
    const clean = async () => {
      if (!given) await test.close();
      await rm(folder, { recursive: true, force: true });
    };
    return new ServiceUnderTest(await start(), platform, start, test, bus, executed, clean);
  }

  get app(): ServiceApp {
    return this.running;
  }

  /** Where the service writes mail to, a file each. */
  get mailDir(): string {
    return join(dirname(this.platform.filesDir), 'mail');
  }

  get database(): Database {
    return this.test.database;
  }

  /** Statements of SQL since the last look, those of background work left out. @param of `app`: those of requests alone */
  statements(of?: 'app'): string[] {
    return this.executed.splice(0).flatMap(({ text, role }) => (of === undefined || of === role ? [text] : []));
  }

  /** Lets the service hear one event; answers the event's id. */
  async hear<Data>({ contract, tenant, subject, version, data }: Told<Data>): Promise<string> {
    const id = newId();
    await this.bus.deliver(contract.topic, {
      specversion: '1.0',
      id,
      source: '/cairn/elsewhere',
      type: contract.type,
      subject,
      time: instant(this.platform.clock),
      datacontenttype: 'application/json',
      tenantid: tenant,
      aggregateversion: version,
      data,
    });
    return id;
  }

  /** Runs an operation for a caller; answers as a client gets it that tries again when it was turned away, with nothing written. */
  async ask<Data = Record<string, unknown>>(
    principal: Principal,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<Pick<Answer<Data>, 'data' | 'errors'>> {
    for (const until = Date.now() + patienceMs; ; await pause(100)) {
      const { data = null, errors } = await this.app.execute({ query, variables }, stated(principal));
      const answer = JSON.parse(JSON.stringify({ data, errors })) as Pick<Answer<Data>, 'data' | 'errors'>;
      const turnedAway = answer.errors?.every(({ extensions }) => extensions?.code === 'OVERLOADED') ?? false;
      if (!turnedAway || Date.now() > until) return answer;
    }
  }

  /** A request to a route of the service: as the gateway sends it for a caller, or from outside. */
  async send(principal: Principal | null, method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (principal) headers.set(STATEMENT_HEADER, this.platform.statements.sign(stated(principal), { service: this.app.name, method, path, body: null }));
    return fetch(`${await this.address()}${path}`, { ...init, method, headers });
  }

  /** Ends the service as it is and starts it anew on the same database. */
  async restart(): Promise<void> {
    await this.running.close();
    this.running = await this.start();
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve).closeAllConnections());
    await this.running.close();
    await this.clean();
  }

  private async address(): Promise<string> {
    if (!this.server.listening) await new Promise<void>((resolve) => void this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

const stated = (principal: Principal): RequestStatement => ({
  principal,
  requestId: newId(),
  deadline: Date.now() + 30_000,
  awaitPosition: null,
  awaitMs: 0,
  contract: null,
  operation: null,
});
