import { ensureAchievements, ensureIssuer, openProvider } from '@cairn/cli';
import { RegistryClient, settle } from '@cairn/client';
import type { RegistryProcess } from '@cairn/testkit';
import type { Place } from './awarding.js';

/** An issuer with a published achievement of an empty registry, ready for awards. */
export async function aPlace({ url, key }: Pick<RegistryProcess, 'url' | 'key'>): Promise<Place> {
  const provider = await openProvider(new RegistryClient(url, key), { name: 'Tidal Museum', idempotencyKey: 'resilience' });
  const { client } = provider;
  const issuer = await ensureIssuer(provider, { slug: 'tidal', name: 'Tidal Museum', url: 'https://tidal.example', sectors: ['NONPROFIT'] });
  await settle(client, ['achievements']);
  const text = {
    title: 'Knows the tides',
    description: 'Can tell others about the tides.',
    criteria: 'A morning on the shore with a guide.',
    imageUrl: 'https://tidal.example/tides.png',
    imageAltText: 'A shore at low tide',
    stated: { recognises: 'A morning on the shore.', activity: 'Tide walk' },
    issuerSector: 'NONPROFIT',
    useCase: 'CO_CURRICULAR',
    claimBasis: 'PARTICIPATION',
    earningModes: ['COURSE'],
    estimatedEffort: 'PT3H',
    requirement: { kind: 'COURSE' as const, title: 'A morning with a guide' },
  };
  const made = await ensureAchievements(client, issuer, [{ code: 'tides', version: text }]);
  await settle(client, ['earners', 'pathways']);
  return { url, key: client.key ?? '', achievementVersionId: made.get('tides')?.versionId ?? '' };
}
