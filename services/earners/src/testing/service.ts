import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpaqueTokens, type Principal, STATEMENT_HEADER, Statements } from '@cairn/access';
import { achievementCreated, achievementVersionPublished, type AchievementVersionText, type EventContract, issuerCreated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { openLog, systemClock } from '@cairn/telemetry';
import { testDatabase } from '@cairn/testkit';
import { createEarnersApp, migrations } from '../app.js';
import { QuietBus } from './quiet-bus.js';

const tokens = new OpaqueTokens(Buffer.alloc(32, 1));
const statements = new Statements(Buffer.alloc(32, 2));

/** A member of staff of a tenant who may award and revoke. */
export const aRegistrar = (tenant: string, rights: Principal['rights'] = ['AWARD', 'REVOKE']): Principal => ({ client: newId(), tenant, rights, operator: false });

const stated = (principal: Principal) => ({ principal, requestId: newId(), deadline: Date.now() + 30_000, awaitPosition: null, awaitMs: 0 });

/** The service on a database of its own, listening, and what a test says to it. */
export async function aService() {
  const made = await testDatabase('earners', migrations);
  const filesDir = await mkdtemp(join(tmpdir(), 'cairn-earners-'));
  const bus = new QuietBus();
  const executed: string[] = [];
  const platform = {
    bus,
    clock: systemClock,
    log: openLog('earners', 'fatal'),
    tokens,
    statements,
    publicUrl: 'https://registry.example',
    filesDir,
    keySecret: Buffer.alloc(32, 3),
    observeStatement: (text: string) => void executed.push(text),
  };
  const database = { appUrl: made.appUrl, workerUrl: made.workerUrl, poolSize: 8, workerPoolSize: 6, poolWaitMs: 2_000 };
  let app = await createEarnersApp({ database }, platform);
  let server = await app.listen(0, '127.0.0.1');
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await app.close();
  };
  const hear = async <Data>(contract: EventContract<Data>, tenant: string, subject: string, version: number, data: Data) => {
    const event = {
      specversion: '1.0',
      id: newId(),
      source: '/test',
      type: contract.type,
      subject,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      tenantid: tenant,
      aggregateversion: version,
      data,
    };
    await bus.deliver(contract.topic, subject, JSON.stringify(event));
  };
  return {
    database: made.database,
    bus,
    hear,
    /** Statements of SQL since the last look. */
    executed: () => executed.splice(0),
    async ask(principal: Principal, query: string, variables: Record<string, unknown> = {}) {
      return app.execute({ query, variables }, stated(principal));
    },
    /** A request to a route of the service, as the gateway sends it. */
    send(principal: Principal, method: string, path: string, init: RequestInit = {}) {
      const headers = { ...(init.headers as Record<string, string>), [STATEMENT_HEADER]: statements.sign(stated(principal), method, path, null) };
      return fetch(`${address()}${path}`, { ...init, method, headers });
    },
    address,
    /** Ends the service as it is and starts it anew on the same database. */
    async restart() {
      await stop();
      app = await createEarnersApp({ database }, platform);
      server = await app.listen(0, '127.0.0.1');
    },
    async close() {
      await stop();
      await made.close();
      await rm(filesDir, { recursive: true, force: true });
    },
    /** Lets the service hear of an active issuer and a published version of it. */
    async published(tenant: string, change: Partial<AchievementVersionText> = {}) {
      const text = aVersion(change);
      await hear(issuerCreated, tenant, text.issuer, 1, {
        issuer: text.issuer,
        slug: 'riverside',
        name: 'Riverside University',
        url: 'https://riverside.example',
        imageUrl: null,
        description: null,
        sectors: ['HIGHER_EDUCATION'],
        country: null,
        state: 'ACTIVE',
        domainState: 'UNVERIFIED',
        at: '2026-01-01T00:00:00Z',
      });
      const { achievement, achievementVersion, issuer, code } = text;
      await hear(achievementCreated, tenant, achievement, 1, { achievement, achievementVersion, issuer, code, at: '2026-01-01T00:00:00Z' });
      await hear(achievementVersionPublished, tenant, achievement, 2, { ...text, supersedes: null, at: '2026-01-01T00:00:00Z' });
      return text;
    },
  };
}

export type TestService = Awaited<ReturnType<typeof aService>>;

const aVersion = (change: Partial<AchievementVersionText>): AchievementVersionText => ({
  achievement: newId(),
  achievementVersion: newId(),
  issuer: newId(),
  code: 'BOAT-1',
  number: 1,
  contentHash: 'a'.repeat(64),
  title: 'Boat handling',
  description: 'Handles a boat on a river.',
  criteria: 'A morning on the water.',
  imageUrl: null,
  language: 'en',
  achievementType: 'Certificate',
  issuerSector: 'HIGHER_EDUCATION',
  useCase: 'CO_CURRICULAR',
  claimBasis: 'PARTICIPATION',
  assessed: false,
  earningModes: ['COURSE'],
  alignments: [],
  tags: [],
  estimatedEffort: null,
  creditsAvailable: [],
  level: null,
  validFor: null,
  acceptance: 'NOT_NEEDED',
  duplicatePolicy: 'ONE_ACTIVE',
  publishedOn: '2026-01-01',
  ...change,
});
