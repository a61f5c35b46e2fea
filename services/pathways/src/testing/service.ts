import { type Principal, principalOf, type Right } from '@cairn/access';
import { type Database, newId } from '@cairn/postgres';
import { ServiceUnderTest } from '@cairn/testkit';
import { RollupLoop } from '../analytics/rollup/rollup-loop.service.js';
import { createPathwaysApp, migrations } from '../app.js';
import { RecomputeLoop } from '../progress/recompute-loop.service.js';
import { TimerLoop } from '../progress/timer-loop.service.js';

/** The service on a database of its own, with a clock that stands still until a test moves it. */
export async function aService(today = '2026-06-01') {
  const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
  let now = noon(today);
  const platform = { clock: { now: () => now } };
  const service = await ServiceUnderTest.open({ name: 'pathways', migrations, create: createPathwaysApp, platform });
  return Object.assign(service, {
    today: (day: string) => void (now = noon(day)),
    at: (instant: string) => void (now = Date.parse(instant)),
    sweep: () => service.app.get(TimerLoop).sweep(),
    /** Adds up figures until nothing is due, whoever else is at it. */
    addUp: async () => {
      while (await isDue(service.test.database)) await service.app.get(RollupLoop).look();
    },
    /** Follows what concerns many until nothing is left. */
    recompute: () => service.app.get(RecomputeLoop).look(),
  });
}

const isDue = async (database: Database): Promise<boolean> =>
  (await database.work((tx) => tx.query('SELECT 1 FROM rollup_due UNION ALL SELECT 1 FROM rollup_state WHERE building IS NOT NULL LIMIT 1'))).length > 0;

export type PathwaysService = Awaited<ReturnType<typeof aService>>;

const everyRight: Right[] = ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'ANALYSE'];

export const aCaller = (tenant: string, rights: Right[] = everyRight): Principal => principalOf({ actor: newId(), tenant, rights });
