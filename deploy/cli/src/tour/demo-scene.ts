import { RegistryClient, settle } from '@cairn/client';
import { importRows, type Row } from '../provider/rows.js';
import { type Report, Tally } from '../provider/tally.js';
import { seedDemo, type SeededProvider } from '../../../embedded/src/demo/seed-demo.js';
import type { OwnRegistry } from './own-registry.js';
import type { Host, Scene } from './scene.js';

const visitors = 150;

/** The demo's invented providers; the partner brings a file of the museum's. */
export async function demoScene({ url, operatorKey }: OwnRegistry): Promise<Scene> {
  const seeded = await seedDemo({ url, key: operatorKey });
  const hostOf = (slug: string): Host => {
    const { key, issuerId } = seeded.find((one) => one.slug === slug) as SeededProvider;
    return { client: new RegistryClient(url, key), issuerId };
  };
  const museum = hostOf('museum-of-tides');
  const university = hostOf('estuary-university');
  await settle(museum.client, ['earners', 'pathways']);
  return {
    provider: university,
    partner: {
      ...museum,
      first: await uploadVisitors(museum.client),
      again: () => uploadVisitors(museum.client),
      lines: { earners: visitors, awards: visitors },
    },
    analyst: { ...university, asOf: '2025-12-31', pathwayCode: 'data-steward' },
    frontEnd: { ...museum, achievementCode: 'tide-walk' },
  };
}

/** Visitors of a tide walk, as a partner's till would list them. */
async function uploadVisitors(client: RegistryClient): Promise<Report> {
  const tally = new Tally();
  const people = Array.from({ length: visitors }, (_, at) => ({ identifierType: 'EMAIL', identifier: `guest.${at + 1}@visitors.example` }));
  await importRows(client, 'earners', people, { tally });
  const walks: Row[] = people.map((person, at) => ({ ...person, partnerReference: `walk-2025-${at + 1}`, achievementCode: 'tide-walk', awardedOn: '2025-06-21', visibility: 'PUBLIC' }));
  await importRows(client, 'awards', walks, { tally });
  return tally.report;
}
