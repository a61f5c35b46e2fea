import { ensureAchievements, ensureIssuer, ensurePathways, importRows, openProvider } from '@cairn/cli';
import { RegistryClient, RegistryFault, retrying, settle } from '@cairn/client';
import type { RegistryProcess } from '@cairn/testkit';

/** What the README of the client finds in a registry: an issuer, an achievement that was awarded, a pathway. Returns the key. */
export const museumOfTides = (registry: Pick<RegistryProcess, 'url' | 'key'>): Promise<string> =>
  // What is there stays: whatever was not done in time on a busy machine is done the next time.
  retrying(() => arranged(registry), (fault) => fault instanceof RegistryFault, { forMs: 120_000 });

async function arranged({ url, key }: Pick<RegistryProcess, 'url' | 'key'>): Promise<string> {
  const provider = await openProvider(new RegistryClient(url, key), { name: 'Museum of Tides', idempotencyKey: 'museum' });
  const { client } = provider;
  const issuer = await ensureIssuer(provider, { slug: 'museum-of-tides', name: 'Museum of Tides', url: 'https://tides.example', sectors: ['NONPROFIT'] });
  await settle(client, ['achievements']);
  const walk = {
    title: 'Tide walk',
    description: 'Walked the flats at low tide with a guide.',
    criteria: 'A walk of three hours.',
    imageUrl: 'https://tides.example/walk.png',
    imageAltText: 'Footprints on the flats',
    stated: { recognises: 'A walk with a guide.', activity: 'Tide walk' },
    issuerSector: 'NONPROFIT',
    useCase: 'CO_CURRICULAR',
    claimBasis: 'PARTICIPATION',
    earningModes: ['COURSE'],
    estimatedEffort: 'PT3H',
    requirement: { kind: 'COURSE' as const, title: 'A walk with a guide' },
  };
  const made = await ensureAchievements(client, issuer, [{ code: 'tide-walk', version: walk }]);
  await settle(client, ['earners', 'pathways']);
  const requirements = [{ id: 'walk', kind: 'award' as const, achievement: made.get('tide-walk')?.id ?? '' }];
  await ensurePathways(client, issuer, [{ code: 'keeper', title: 'Keeper of tides', access: 'PUBLIC', enrolFrom: '2026-01-01', requirements }]);
  await importRows(client, 'awards', [{ identifierType: 'MEMBER_ID', identifier: 'guest-1', partnerReference: 'walk-1', achievementCode: 'tide-walk', awardedOn: '2026-06-21' }]);
  await settle(client, ['earners', 'pathways', 'verification']);
  return client.key ?? '';
}
