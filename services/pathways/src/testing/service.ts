import { type Principal, principalOf, type Right } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { ServiceUnderTest } from '@cairn/testkit';
import { createPathwaysApp, migrations } from '../app.js';
import { TimerLoop } from '../progress/timer-loop.service.js';

/** The service on a database of its own, with a clock that stands still until a test moves it. */
export async function aService(today = '2026-06-01') {
  const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
  let now = noon(today);
  const platform = { clock: { now: () => now } };
  const service = await ServiceUnderTest.open({ name: 'pathways', migrations, create: createPathwaysApp, platform });
  return Object.assign(service, {
    today: (day: string) => void (now = noon(day)),
    sweep: () => service.app.get(TimerLoop).sweep(),
  });
}

export type PathwaysService = Awaited<ReturnType<typeof aService>>;

const everyRight: Right[] = ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'ANALYSE'];

export const aCaller = (tenant: string, rights: Right[] = everyRight): Principal => principalOf({ actor: newId(), tenant, rights });
