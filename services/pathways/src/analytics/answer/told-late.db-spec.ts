import type { FigureQuestion } from '@cairn/metrics';
import { randomWorld } from '@cairn/metrics/testing';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { migrations } from '../../app.js';
import { keepWorld } from '../../testing/small-world.js';
import { sumsOver } from '../../testing/sums.js';

const questions: readonly FigureQuestion[] = [
  { metric: 'M3', observationEnd: '2024-12-31', windowDays: 365 },
  { metric: 'M13', observationEnd: '2024-12-31', groupBy: ['LEVEL'] },
];

describe('sums of awards whose achievements are told of later', () => {
  let made: TestDatabase;
  beforeAll(async () => void (made = await testDatabase('pathways', migrations)));
  afterAll(() => made.close());

  it('answer as facts do, before the achievements are told of and after', async () => {
    const sums = sumsOver(made.database);
    const world = randomWorld(5);
    await made.database.work((tx) => keepWorld(tx, world));
    const copies = await made.database.work((tx) => tx.compose<object>('DELETE FROM achievement_copy WHERE tenant_id = $1 RETURNING *', [world.tenant]));
    await sums.addUp();
    const answers = () => Promise.all(questions.map((question) => sums.bothWays(world.tenant, question)));
    const before = await answers();
    expect(before.map((both) => both?.sums)).toEqual(before.map((both) => both?.facts));
    await made.database.work((tx) => tx.compose('INSERT INTO achievement_copy SELECT * FROM json_populate_recordset(NULL::achievement_copy, $1::json)', [JSON.stringify(copies)]));
    await sums.addUp();
    const after = await answers();
    expect(after.map((both) => both?.sums)).toEqual(after.map((both) => both?.facts));
    for (const [at, both] of after.entries()) expect(both?.facts).not.toEqual(before[at]?.facts);
  }, 60_000);
});
