import { contributionForm } from '@cairn/metrics';
import type { FigureQuestion } from '@cairn/metrics';
import { Chance, randomQuestions, randomWorld, type World } from '@cairn/metrics/testing';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { migrations } from '../../app.js';
import { keepWorld } from '../../testing/small-world.js';
import { sumsOver } from '../../testing/sums.js';

const worlds = Number(process.env.CAIRN_ANALYTICS_WORLDS ?? 6);

/** What happens to facts after they were told: each a statement of its own, about one tenant. */
const corrections: readonly ((chance: Chance) => string)[] = [
  (chance) => `UPDATE holding SET voided = true, state = 'REVOKED' WHERE tenant_id = $1 AND ${some('award_id', chance)}`,
  (chance) => `UPDATE holding SET voided = false WHERE tenant_id = $1 AND ${some('award_id', chance)}`,
  (chance) => `UPDATE holding SET issued_on = issued_on - ${chance.whole(1, 400)} WHERE tenant_id = $1 AND ${some('award_id', chance)}`,
  // A merge: what was of one is another's.
  (chance) => merge(some('earner_id', chance)),
  (chance) => `UPDATE enrolment SET withdrawn_on = enrolled_on + ${chance.whole(0, 300)} WHERE tenant_id = $1 AND ${some('id', chance)}`,
  (chance) => `UPDATE completion SET state = 'ANNULLED' WHERE tenant_id = $1 AND ${some('id', chance)}`,
  (chance) => `UPDATE completion SET completed_on = completed_on + ${chance.whole(1, 90)} WHERE tenant_id = $1 AND ${some('id', chance)}`,
  (chance) => `DELETE FROM reached_step WHERE tenant_id = $1 AND ${some('enrolment_id', chance)}`,
  (chance) => `UPDATE achievement_copy SET metadata = jsonb_set(metadata, '{0,set,level}', '${chance.whole(4, 6)}') WHERE tenant_id = $1 AND ${some('id', chance)}`,
  (chance) => `UPDATE earner_group SET value = 'X' WHERE tenant_id = $1 AND ${some('earner_id', chance)}`,
  (chance) => `INSERT INTO person_copy (tenant_id, earner_id, erased_at, version) SELECT tenant_id, earner_id, now(), 1 FROM earner_lock WHERE tenant_id = $1 AND ${some('earner_id', chance)} ON CONFLICT DO NOTHING`,
  (chance) => `INSERT INTO outside_statistics (tenant_id, earner_id, since) SELECT tenant_id, earner_id, now() FROM earner_lock WHERE tenant_id = $1 AND ${some('earner_id', chance)} ON CONFLICT DO NOTHING`,
  (chance) => `UPDATE award_cycle SET met_on = end_on + ${chance.whole(-40, 40)} WHERE tenant_id = $1 AND ${some('award_id', chance)}`,
  (chance) => `DELETE FROM award_cycle WHERE tenant_id = $1 AND ${some('award_id', chance)}`,
  (chance) => `UPDATE award_verification SET n = n + ${chance.whole(1, 3)} WHERE tenant_id = $1 AND ${some('award_id', chance)}`,
  (chance) => `UPDATE submission_attempt SET decided_at = NULL, outcome = NULL WHERE tenant_id = $1 AND ${some('submission_id', chance)}`,
  (chance) => `UPDATE submission_attempt SET decided_at = submitted_at + interval '${chance.whole(0, 200)} hours', outcome = 'granted' WHERE tenant_id = $1 AND ${some('submission_id', chance)}`,
  (chance) => `UPDATE consent_copy SET withdrawn = NOT withdrawn WHERE tenant_id = $1 AND ${some('earner_id', chance)}`,
  (chance) => `UPDATE achievement_copy SET metadata = jsonb_set(metadata, '{0,set,skills}', '["https://skills.example/sail"]') WHERE tenant_id = $1 AND ${some('id', chance)}`,
  (chance) => `DELETE FROM outside_statistics WHERE tenant_id = $1 AND ${some('earner_id', chance)}`,
];

/** Asked of each world, whatever chance asks. Earners are counted once in each cell, so that each form of M0 is a way of its own. */
const always = (world: World): FigureQuestion[] => {
  const asked = { metric: 'M0', observationEnd: '2022-08-11' } as const;
  const quarter = { from: '2021-04-01', until: '2021-06-30' };
  const [one = ''] = world.fact_award.map(({ achievement }) => achievement);
  return [
    asked,
    { ...asked, cohorts: { from: '2021-05-01', until: '2021-05-31' } },
    { ...asked, cohorts: quarter },
    { ...asked, cohorts: { from: '2021-02-01', until: '2022-05-31' }, groupBy: ['COHORT_MONTH'] },
    { ...asked, cohorts: quarter, groupBy: ['COHORT_QUARTER'] },
    { ...asked, groupBy: ['ACHIEVEMENT'] },
    { ...asked, scope: { achievements: [one] } },
    { ...asked, metric: 'M11', scope: { pathways: world.fact_enrolment.slice(0, 1).map(({ pathway }) => pathway) } },
  ];
};

const some = (column: string, chance: Chance): string => `right(${column}::text, 1) = '${chance.whole(0, 15).toString(16)}'`;

const merge = (whose: string): string => {
  const survivor = '(SELECT earner_id FROM earner_lock WHERE tenant_id = $1 ORDER BY earner_id LIMIT 1)';
  return `WITH moved AS (UPDATE holding SET earner_id = ${survivor} WHERE tenant_id = $1 AND ${whose}), attempts AS (UPDATE submission_attempt SET earner_id = ${survivor} WHERE tenant_id = $1 AND ${whose}) UPDATE enrolment SET earner_id = ${survivor} WHERE tenant_id = $1 AND ${whose}`;
};

describe('sums of contributions', () => {
  let made: TestDatabase;
  let owner: pg.Client;
  let sums: ReturnType<typeof sumsOver>;
  beforeAll(async () => {
    made = await testDatabase('pathways', migrations);
    owner = new pg.Client({ connectionString: made.ownerUrl });
    await owner.connect();
    sums = sumsOver(made.database);
  });
  afterAll(async () => {
    await owner.end();
    await made.close();
  });

  it('answer as facts do, after whatever was corrected', async () => {
    const asked = new Map<string, number>();
    const narrowed = new Set<string>();
    for (let seed = 1; seed <= worlds; seed += 1) {
      const world = randomWorld(seed);
      const chance = new Chance(seed + 10_000);
      await made.database.work((tx) => keepWorld(tx, world));
      await owner.query('ANALYZE');
      for (let round = 0; round < 3; round += 1) {
        if (round > 0) for (const correct of corrections) if (chance.hits(0.4)) await made.database.work((tx) => tx.compose(correct(chance), [world.tenant]));
        await sums.addUp();
        for (const question of [...randomQuestions(chance, world), ...always(world)]) {
          const both = await sums.bothWays(world.tenant, question);
          if (!both) continue;
          for (const kind of Object.keys(question.scope ?? {})) narrowed.add(`${question.metric} ${kind}`);
          asked.set(question.metric, (asked.get(question.metric) ?? 0) + 1);
          expect({ seed, round, question, rows: both.sums }).toEqual({ seed, round, question, rows: both.facts });
        }
      }
    }
    expect([...asked.keys()].sort()).toEqual(['M0', 'M1', 'M10', 'M11', 'M12', 'M13', 'M15', 'M16', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'O1', 'O2', 'O3', 'O4', 'O5']);
    expect([...narrowed]).toEqual(expect.arrayContaining(['M0 achievements', 'M11 pathways', 'M12 achievements', 'M13 achievements', 'M16 achievements', 'M8 issuers', 'M8 pathways', 'M9 issuers', 'M9 pathways']));
  }, 180_000);

  it('are the same when everything is added up anew', async () => {
    const tenants = await made.database.work((tx) => tx.query<{ tenant: string }>('SELECT tenant_id AS tenant FROM rollup_state'));
    for (const { tenant } of tenants) await made.database.work((tx) => sums.states.begin(tx, tenant, contributionForm, 0));
    await sums.addUp();
    for (const { tenant } of tenants) expect(await made.database.work((tx) => sums.states.read(tx, tenant))).toMatchObject({ building: null, generation: 2, differences: 0 });
  }, 60_000);
});
