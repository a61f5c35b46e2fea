import { awardBatchIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aMuseum, type Museum } from '../../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../../testing/service.js';
import { RollupLoop } from '../rollup/rollup-loop.service.js';

const fields = 'state done total startedAt finishedAt differences';
const wanted = 'rebuildFigures';
const rebuild = `mutation { ${wanted} { rebuild { ${fields} } userErrors { code message } } }`;
const look = `{ figureRebuild { ${fields} } }`;
const held = `{ stackingAggregate(input: { metric: M0_AWARDS_AND_EARNERS, asOf: "2026-06-01" }, first: 1) { nodes { parts { name value } } } }`;

interface Told {
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly differences: number | null;
}

describe('adding figures up anew', () => {
  const earners = 2_300; // more than are added up in one step
  let service: PathwaysService;
  let museum: Museum;
  beforeAll(async () => {
    service = await aService('2026-06-10');
    museum = await aMuseum(service);
    const achievement = await museum.anAchievement('Knots');
    const awards = Array.from({ length: earners }, () => museum.anAward(newId(), achievement, { awardedOn: '2025-01-15' }));
    for (let at = 0; at < earners; at += 500) {
      const job = newId();
      await service.hear({ contract: awardBatchIssued, tenant: museum.tenant, subject: job, version: 1, data: { job, awards: awards.slice(at, at + 500) } });
    }
    await untilNothingWaits();
  }, 120_000);
  afterAll(() => service.close());

  const untilNothingWaits = async () => {
    while ((await service.app.get(RollupLoop).look()) > 0);
  };
  const told = async () => (await service.ask(museum.caller, look)).data?.figureRebuild as Told | null;
  const counted = async () => {
    const { data } = await service.ask(museum.caller, held);
    return (data?.stackingAggregate as { nodes: { parts: { value: number }[] }[] }).nodes[0]?.parts.map(({ value }) => value);
  };
  const finished = async () => {
    for (;;) {
      await service.app.get(RollupLoop).look();
      const now = await told();
      if (now?.state === 'FINISHED') return now;
    }
  };

  it('needs the rights to analyse and to administer', async () => {
    for (const [rights, missing] of [[['ANALYSE'], 'ADMINISTER'], [['ADMINISTER'], 'ANALYSE']] as const) {
      const caller = aCaller(museum.tenant, [...rights]);
      expect((await service.ask(caller, rebuild)).data?.[wanted]).toEqual({ rebuild: null, userErrors: [{ code: 'GRANT_MISSING', message: expect.stringContaining(missing) as string }] });
      expect((await service.ask(caller, look)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  it('finds no difference where all was right', async () => {
    expect((await service.ask(museum.caller, rebuild)).data?.[wanted]).toMatchObject({ rebuild: { state: 'WANTED' }, userErrors: [] });
    expect(await finished()).toMatchObject({ done: earners, total: earners, differences: 0 });
    expect(await counted()).toEqual([earners, earners]);
  });

  it('finds sums that went wrong and mends them; asked twice it is done once', async () => {
    await service.database.work((tx) => tx.query('UPDATE rollup SET n = n + 7 WHERE tenant_id = $1', [museum.tenant]));
    expect(await counted()).not.toEqual([earners, earners]);
    const asked = await Promise.all([service.ask(museum.caller, rebuild), service.ask(museum.caller, rebuild)]);
    expect(asked.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    const { differences } = await finished();
    expect(differences).toBeGreaterThan(0);
    expect(await counted()).toEqual([earners, earners]);
    await untilNothingWaits();
    expect((await told())?.differences).toBe(differences);
  });

  it('goes on where it was when its process ends in between', async () => {
    await service.ask(museum.caller, rebuild);
    await service.database.work(async (tx) => {
      // As a process leaves it that ends after the first step.
      const [first] = await tx.query<{ earner: string }>('SELECT earner_id AS earner FROM holding WHERE tenant_id = $1 ORDER BY earner_id LIMIT 1', [museum.tenant]);
      await tx.query('DELETE FROM rollup_wanted WHERE tenant_id = $1', [museum.tenant]);
      await tx.query('UPDATE rollup_state SET building = generation + 1, building_form = form, after_id = $2, done = 1, total = $3, finished_at = NULL WHERE tenant_id = $1', [museum.tenant, first?.earner, earners]);
    });
    const { done, differences } = await finished();
    // The one who was passed already is not looked at again: his part is what the new sums lack.
    expect({ done, isLess: (differences ?? 0) > 0 }).toEqual({ done: earners, isLess: true });
    expect(await counted()).toEqual([earners - 1, earners - 1]);
    await service.ask(museum.caller, rebuild);
    await finished();
    expect(await counted()).toEqual([earners, earners]);
  });

  it('is noted', async () => {
    const rows = await service.database.work((tx) => tx.query<{ n: number }>(`SELECT count(1)::int AS n FROM audit_entry WHERE tenant_id = $1 AND action = 'cairn.figures.rebuild-wanted'`, [museum.tenant]));
    expect(rows[0]?.n).toBeGreaterThanOrEqual(3);
  });
});
