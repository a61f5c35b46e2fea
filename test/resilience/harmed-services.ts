import { createServer, request as send, type RequestListener, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { OpaqueTokens, Statements } from '@cairn/access';
import * as achievements from '@cairn/achievements';
import * as earners from '@cairn/earners';
import { createGatewayApp, type Subgraph } from '@cairn/gateway';
import * as issuers from '@cairn/issuers';
import { BUS, busMigration, openPostgresBus } from '@cairn/messaging';
import * as pathways from '@cairn/pathways';
import type { ServiceApp } from '@cairn/service';
import { openLog, systemClock } from '@cairn/telemetry';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import * as verification from '@cairn/verification';

export const names = ['issuers', 'achievements', 'earners', 'pathways', 'verification'] as const;
export type Name = (typeof names)[number];

/** What is wrong with a service: it is gone, it takes 8 s for everything, or it answers what no service of ours would. */
export type Harm = 'killed' | 'slow' | 'garbage';

/** Planted where faults speak of themselves; never to be seen by a client. */
export const planted = 'postgres://planted_user:PLANTED-PASSWORD@planted-host.internal:5433/planted_db SELECT planted FROM planted_table at Planted.frame (/srv/planted/file.ts:7:7)';

export const slowMs = 8_000;

interface OpenedGateway {
  readonly url: string;
  close(): Promise<void>;
}

/** Five real services over real databases, and gateways over them that meet one of the services harmed. */
export class HarmedServices {
  private whole: Promise<OpenedGateway> | undefined;

  private constructor(
    readonly shape: 'embedded' | 'services',
    readonly databases: ReadonlyMap<string, TestDatabase>,
    /** Values of settings that must not leave the process. */
    readonly secrets: readonly string[],
    readonly key: string,
    private readonly apps: readonly ServiceApp[],
    private readonly addresses: ReadonlyMap<string, string>,
    private readonly platform: Parameters<typeof createGatewayApp>[1],
    private readonly written: readonly string[],
    private readonly end: () => Promise<void>,
  ) {}

  static async open(shape: 'embedded' | 'services'): Promise<HarmedServices> {
    const filesDir = await mkdtemp(join(tmpdir(), 'cairn-harmed-'));
    const written: string[] = [];
    const log = openLog('harmed', 'info', new Writable({ write: (chunk: Buffer, _encoding, done) => (written.push(chunk.toString()), done()) }));
    const databases = new Map<string, TestDatabase>();
    const database = async (name: string, migrations: Parameters<typeof testDatabase>[1]) => {
      const made = await testDatabase(name, migrations);
      databases.set(name, made);
      return made;
    };
    const bus = await openPostgresBus({ url: (await database(BUS, [busMigration])).workerUrl, log });
    const secrets = { statement: Buffer.from('planted-statement-secret-of-32-b'), token: Buffer.from('planted-position-secret-of-32-by'), key: Buffer.from('planted-data-key-secret-of-32-by') };
    const platform = {
      bus,
      log,
      clock: systemClock,
      filesDir,
      publicUrl: 'http://localhost',
      statements: new Statements(secrets.statement),
      tokens: new OpaqueTokens(secrets.token),
      keySecret: secrets.key,
    };
    const of = async (name: Name, { migrations }: { readonly migrations: Parameters<typeof testDatabase>[1] }) => {
      const { appUrl, workerUrl } = await database(name, migrations);
      return { database: { appUrl, workerUrl, poolSize: 8, workerPoolSize: 5, poolWaitMs: 1_000 } };
    };
    const issuersApp = await issuers.createIssuersApp(await of('issuers', issuers), platform);
    const apps: ServiceApp[] = [
      issuersApp,
      await achievements.createAchievementsApp(await of('achievements', achievements), platform),
      await earners.createEarnersApp(await of('earners', earners), platform),
      await pathways.createPathwaysApp(await of('pathways', pathways), platform),
      await verification.createVerificationApp(await of('verification', verification), platform),
    ];
    const servers = await Promise.all(apps.map((app) => app.listen(0, '127.0.0.1')));
    const operator = await issuersApp.ensureOperator();
    const addresses = new Map(apps.map(({ name }, at) => [name, urlOf(servers[at] as Server)]));
    const kept = [
      ...Object.values(secrets).flatMap((bytes) => [bytes.toString(), bytes.toString('base64url'), bytes.toString('hex')]),
      ...[...databases.values()].flatMap(({ appUrl, workerUrl }) => [appUrl, workerUrl, new URL(appUrl).host, new URL(appUrl).pathname.slice(1)]),
      ...[...addresses.values()].map((address) => new URL(address).host),
      filesDir,
    ];
    return new HarmedServices(shape, databases, kept, operator?.key ?? '', apps, addresses, platform, written, async () => {
      await Promise.all(servers.map(closed));
      await Promise.all(apps.map((app) => app.close()));
      await bus.close();
      await Promise.all([...databases.values()].map((made) => made.close()));
      await rm(filesDir, { recursive: true, force: true });
    });
  }

  /**
   * Runs something against a gateway of its own, whose breakers know nothing yet. With nothing harmed it is always the same
   * one: to put a gateway together takes a second or two.
   */
  async under<T>(harms: Partial<Record<Name, Harm>>, work: (url: string) => Promise<T>): Promise<T> {
    if (Object.keys(harms).length === 0) return work((await (this.whole ??= this.opened({}))).url);
    const { url, close } = await this.opened(harms);
    try {
      return await work(url);
    } finally {
      await close();
    }
  }

  private async opened(harms: Partial<Record<Name, Harm>>): Promise<OpenedGateway> {
    const ends: (() => Promise<unknown>)[] = [];
    const subgraphs: Subgraph[] = [];
    for (const app of this.apps) {
      const harm = harms[app.name as Name];
      if (this.shape === 'embedded') subgraphs.push(harm ? harmedLocal(app, harm) : app);
      else {
        const proxy = createServer(proxyTo(this.addresses.get(app.name) ?? '', harm));
        await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
        ends.push(() => closed(proxy));
        subgraphs.push({ name: app.name, url: urlOf(proxy) });
      }
    }
    const gateway = await createGatewayApp({ subgraphs }, this.platform);
    const server = await gateway.listen(0, '127.0.0.1');
    // Clients share this process: where it stands still, neither side closes what the other is about to use.
    server.keepAliveTimeout = 600_000;
    ends.unshift(() => closed(server), () => gateway.close());
    return {
      url: urlOf(server),
      async close() {
        for (const end of ends) await end();
      },
    };
  }

  /** All that was logged until now. */
  logged(): string {
    return this.written.join('');
  }

  async close(): Promise<void> {
    await (await this.whole)?.close();
    await this.end();
  }
}

const wait = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms).unref());

const garbage = [
  { status: 500, type: 'text/html', body: `<html><pre>Error: ${planted}</pre></html>` },
  { status: 200, type: 'text/html', body: `<html>${planted}</html>` },
  { status: 200, type: 'application/json', body: JSON.stringify({ data: null, errors: [{ message: planted, extensions: { code: 'BAD', stacktrace: [planted], exception: { message: planted } } }] }) },
  { status: 200, type: 'application/json', body: JSON.stringify({ errors: [{ message: planted, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }) },
  { status: 200, type: 'application/json', body: `{"data":{"x":"${planted}` },
  { status: 200, type: 'application/json', body: 'null' },
  { status: 302, type: 'text/plain', body: planted },
];
let turn = 0;

function harmedLocal(app: ServiceApp, harm: Harm): Subgraph {
  return {
    name: app.name,
    http: (request, response) => {
      if (harm === 'slow') void wait(slowMs).then(() => app.http(request, response));
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('Something went wrong here.');
    },
    async execute(request, statement) {
      if (harm === 'killed') throw Object.assign(new Error(planted), { code: 'ECONNREFUSED' });
      if (harm === 'garbage') return JSON.parse(garbage[2]?.body ?? '') as never;
      await wait(slowMs);
      return app.execute(request, statement);
    },
  };
}

function proxyTo(address: string, harm: Harm | undefined): RequestListener {
  return (request, response) => {
    if (harm === 'killed') return void request.socket.destroy();
    if (harm === 'garbage' && request.url?.startsWith('/graphql')) {
      const { status, type, body } = garbage[(turn += 1) % garbage.length] as (typeof garbage)[number];
      return void response.writeHead(status, { 'content-type': type, location: `http://planted-host.internal/`, 'x-debug': planted }).end(body);
    }
    const forward = () => {
      const { method, headers } = request;
      const onward = send(`${address}${request.url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      onward.once('error', () => response.destroy());
      request.pipe(onward);
    };
    if (harm === 'slow') void wait(slowMs).then(forward);
    else forward();
  };
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
