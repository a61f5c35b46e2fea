import { type Change, type Family, nothing } from '@cairn/metrics';
import { newId } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { migrations } from '../../app.js';
import { DayCompaction } from './day-compaction.store.js';
import { RollupStore } from './rollup.store.js';

const change = (by: number, day: number, c = '', family: Family = 'awardDays'): Change => ({ cell: { family, period: 20_000, a: nothing, b: nothing, c, day, part: 'MADE', gap: 0 }, by });

describe('sums of days', () => {
  const [rollups, compaction] = [new RollupStore(), new DayCompaction()];
  let made: TestDatabase;
  beforeAll(async () => {
    made = await testDatabase('pathways', migrations);
  });
  afterAll(() => made.close());

  const add = (tenant: string, changes: readonly Change[]) => made.database.work((tx) => rollups.add(tx, tenant, 1, changes));
  const rows = (tenant: string) =>
    made.database.work((tx) => tx.query<object>(`SELECT family, c, day - DATE '1970-01-01' AS day, n FROM rollup_day WHERE tenant_id = $1 ORDER BY family, c, day, n`, [tenant]));

  it('are appended, and taken together where something was taken off', async () => {
    const [tenant, neighbour] = [newId(), newId()];
    await add(neighbour, [change(1, 20_001), change(-1, 20_001)]);
    await add(tenant, [change(2, 20_001), change(1, 20_002), change(1, 20_003, 'gender=F')]);
    await add(tenant, [change(-1, 20_001), change(-1, 20_003, 'gender=F'), change(1, 20_002)]);
    expect(await rows(tenant)).toHaveLength(6);
    expect(await made.database.work((tx) => compaction.isDue(tx, tenant, 1, 2))).toBe(true);
    expect(await made.database.work((tx) => compaction.isDue(tx, tenant, 1, 3))).toBe(false);
    expect(await made.database.work((tx) => compaction.compact(tx, tenant, 1, 10))).toBe(2);
    expect(await rows(tenant)).toEqual([
      { family: 'awardDays', c: '', day: 20_001, n: 1 },
      { family: 'awardDays', c: '', day: 20_002, n: 1 },
      { family: 'awardDays', c: '', day: 20_002, n: 1 },
    ]);
    expect(await rows(neighbour)).toHaveLength(2);
    expect(await made.database.work((tx) => compaction.compact(tx, tenant, 1, 10))).toBe(0);
  });

  it('are left alone while less than a tenth of them takes something off', async () => {
    const tenant = newId();
    await add(tenant, [...Array.from({ length: 20 }, (_, at) => change(1, 20_000 + at)), change(-1, 20_000), change(-1, 20_001)]);
    const isDue = () => made.database.work((tx) => compaction.isDue(tx, tenant, 1, 2));
    expect(await isDue()).toBe(false);
    await add(tenant, [change(-1, 20_002)]);
    expect(await isDue()).toBe(true);
  });

  it('cannot be less than nothing', async () => {
    const tenant = newId();
    await add(tenant, [change(1, 20_001), change(-2, 20_001)]);
    await expect(made.database.work((tx) => compaction.compact(tx, tenant, 1, 10))).rejects.toThrow('1 sums of awardDays are less than nothing');
    await expect(add(tenant, [change(-1, 20_000, '', 'awardMonths')])).rejects.toThrow('1 sums of figures are gone');
  });

  it('differ between generations only where their sums do, in however many rows', async () => {
    const tenant = newId();
    const many = Array.from({ length: 1_200 }, (_, at) => change(1, 20_000 + at));
    await add(tenant, [...many, change(2, 30_000), change(1, 20_000, '', 'awardMonths')]);
    await made.database.work((tx) => rollups.add(tx, tenant, 2, [...many, change(1, 30_000), change(1, 30_000), change(1, 20_000, '', 'awardMonths')]));
    const differences = () => made.database.work((tx) => rollups.differences(tx, tenant, 1, 2));
    expect(await differences()).toBe(0);
    await made.database.work((tx) => rollups.add(tx, tenant, 2, [change(1, 30_001)]));
    expect(await differences()).toBe(1);
  });
});
