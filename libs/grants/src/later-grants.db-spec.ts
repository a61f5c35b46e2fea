import { principalOf, type Right } from '@cairn/access';
import { type Envelope, grantChanged } from '@cairn/events';
import { type Database, newId, type Tx } from '@cairn/postgres';
import { systemClock } from '@cairn/telemetry';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import type { QueryRunner } from 'typeorm';
import { grantCopyTable } from './grant-copy.table.js';
import { LaterGrants } from './later-grants.js';

class CreateGrants1795270000400 {
  readonly name = 'CreateGrants1795270000400';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grantCopyTable('keeper'));
  }
  async down(): Promise<void> {}
}

const [tenant, holder] = [newId(), newId()];
const stated = (grantsVersion: number, rights: readonly Right[] = ['AWARD']) => principalOf({ actor: holder, tenant, rights, grantsVersion });

describe('grants that a service has heard of', () => {
  let made: TestDatabase;
  let reads: number;
  let grants: LaterGrants;
  beforeEach(async () => {
    made = await testDatabase('keeper', [CreateGrants1795270000400]);
    reads = 0;
    const counting: Pick<Database, 'read'> = { read: (scope, work) => ((reads += 1), made.database.read(scope, work)) };
    grants = new LaterGrants(counting, systemClock);
  });
  afterEach(() => made.close());

  const event = (version: number, rights: string[], owner = tenant): Envelope<never> =>
    ({ tenantid: owner, aggregateversion: version, data: { holder, kind: 'CLIENT', rights, scoped: [], until: null, at: new Date().toISOString() } }) as never;
  const hear = (version: number, rights: string[], owner = tenant, by = grants) =>
    made.database.work((tx: Tx) => by.listeners.find(({ contract }) => contract.type === grantChanged.type)!.hear(tx, [event(version, rights, owner)]));
  const rightsOf = async (version: number, writes = true, by = grants) => (await by.of(stated(version), writes)).rights;

  it('keeps the latest whole set, whatever is missing between, and drops a late older one', async () => {
    expect(await hear(3, ['AWARD', 'REVOKE', 'RIGHT_OF_A_LATER_RELEASE'])).toBe('applied');
    expect(await rightsOf(1)).toEqual(['AWARD', 'REVOKE']);
    expect(await hear(7, [])).toBe('applied');
    expect(await hear(5, ['AWARD'])).toBe('stale');
    expect(await rightsOf(1)).toEqual([]);
    expect(await rightsOf(7)).toEqual(['AWARD']);
  });

  it('asks the database once for many writes of one caller, and not at all for reads', async () => {
    await Promise.all([rightsOf(1, false), rightsOf(1, false)]);
    expect(reads).toBe(0);
    await Promise.all(Array.from({ length: 20 }, () => rightsOf(1)));
    expect(await rightsOf(1)).toEqual(['AWARD']);
    expect(reads).toBe(1);
  });

  it('forgets what it kept as soon as a change is heard, for reads too', async () => {
    expect(await rightsOf(1)).toEqual(['AWARD']);
    await hear(2, []);
    expect(await rightsOf(1)).toEqual([]);
    expect(await rightsOf(1, false)).toEqual([]);
  });

  it('never keeps what it read while the event was being applied', async () => {
    await made.database.work(async (tx) => {
      await grants.listeners[0]!.hear(tx, [event(2, [])]);
      expect(await rightsOf(1)).toEqual(['AWARD']);
    });
    expect(await rightsOf(1)).toEqual([]);
  });

  it('believes what it kept for 5 s when another process heard the change', async () => {
    const elsewhere = new LaterGrants(made.database, systemClock);
    expect(await rightsOf(1)).toEqual(['AWARD']);
    await hear(2, [], tenant, elsewhere);
    const withdrawnAt = performance.now();
    while ((await rightsOf(1)).length > 0) {
      if (performance.now() - withdrawnAt > 15_000) throw new Error('a withdrawn right outlived 15 s');
      await new Promise((resume) => setTimeout(resume, 100));
    }
  });

  it('judges a tenant by its own copies alone, which no request can write', async () => {
    await hear(9, [], newId());
    expect(await rightsOf(1)).toEqual(['AWARD']);
    const insert = `INSERT INTO grant_copy (tenant_id, holder_id, version, rights, scoped) VALUES ('${tenant}', '${holder}', 99, '{AWARD}', '[]')`;
    await expect(made.database.write({ tenant }, (tx) => tx.query(insert))).rejects.toThrow(/permission denied/);
  });
});
