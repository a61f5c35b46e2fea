import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GraphClient, type RegistryProcess, startRegistry } from '@cairn/testkit';
import { importAwards } from '../graph/importing.js';
import { aPlace } from './arrange.js';

interface Operation {
  readonly id: string;
  readonly state: string;
  readonly objectCount: number;
  readonly url: string | null;
}

const count = 1_200;
const run = 'mutation ($input: RunBulkQueryInput!) { runBulkQuery(input: $input) { bulkOperation { id state objectCount url } userErrors { code field message } } }';
const look = 'query ($id: ID!) { bulkOperation(id: $id) { id state objectCount url } }';
/** Asks now and then until it is as wanted. */
async function until(ask: () => Promise<Operation>, wanted: (operation: Operation) => boolean): Promise<Operation> {
  for (const end = Date.now() + 120_000; ; ) {
    const operation = await ask();
    if (wanted(operation)) return operation;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(operation)}`);
    await pause(250);
  }
}

/** So few points, and so slowly more, that the query waits in the middle however long the test takes to look. */
const scarce = ['CLIENT', 'PARTNER', 'PROVIDER'].map((name) => `${name}=1000/1/1000`).join();

describe('the registry killed while a query runs in the background', () => {
  let folder: string;
  let registry: RegistryProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-bulk-killed-'));
    await chmod(folder, 0o755); // the database's own user passes through
    registry = await startRegistry('embedded', { dataDir: join(folder, 'data') });
  }, 120_000);
  afterAll(async () => {
    await registry?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const startAgain = async (env: Record<string, string> = {}) => {
    registry = await startRegistry('embedded', { dataDir: registry.dataDir, port: Number(new URL(registry.url).port), env });
  };

  it('goes on where it was noted last, and writes each object once', async () => {
    const place = await aPlace(registry);
    const client = Object.assign(new GraphClient(place.url, place.key), { tenantId: '' });
    const lines = Array.from({ length: count }, (_, at) => ({ partnerReference: `ref-${at}`, identifierType: 'STUDENT_ID', identifier: `student-${at}`, achievementVersionId: place.achievementVersionId, awardedOn: '2026-03-01' }));
    expect(await importAwards(client, lines)).toMatchObject({ state: 'FINISHED', succeeded: count });
    await registry.stop();
    await startAgain({ CAIRN_LIMITS: scarce });
    const asked = await client.mutate<{ bulkOperation: Operation }>(run, { input: { query: '{ awards(first: 1) { nodes { id partnerReference } } }' } });
    const { id } = asked.bulkOperation;
    const seen = async () => (await client.read<{ bulkOperation: Operation }>(look, { id })).bulkOperation;
    const noted = await until(seen, ({ objectCount }) => objectCount > 0);
    expect(noted).toMatchObject({ state: 'RUNNING' });
    expect(noted.objectCount).toBeLessThan(count);
    await registry.kill();
    await startAgain();
    const done = await until(seen, ({ state }) => state !== 'RUNNING' && state !== 'QUEUED');
    expect(done).toMatchObject({ state: 'FINISHED', objectCount: count });
    const text = await (await fetch(`${registry.url}${new URL(done.url ?? 'none:').pathname}`)).text();
    const references = text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { partnerReference: string }).partnerReference);
    expect(references).toHaveLength(count);
    expect(new Set(references).size).toBe(count);
  }, 240_000);
});
