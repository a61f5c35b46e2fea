import {
  achievementCreated,
  achievementVersionPublished,
  type AchievementVersionText,
  type EventContract,
  issuerCreated,
  PARTITIONS,
} from '@cairn/events';
import { type EventBus, partitionOf } from '@cairn/messaging';
import { newId, type Uuid } from '@cairn/postgres';

/** Bare ids. */
export interface Published {
  readonly issuer: Uuid;
  readonly achievement: Uuid;
  readonly version: Uuid;
}

/** Lets the log say that an issuer published an achievement, of which an earner may hold many awards. */
export async function achievementPublished(bus: EventBus, tenant: string): Promise<Published> {
  const [issuer, achievement, version] = [newId(), newId(), newId()];
  const at = '2026-01-01T00:00:00Z';
  const tell = <Data>(contract: EventContract<Data>, subject: Uuid, aggregateversion: number, data: Data) => {
    const envelope = { specversion: '1.0', id: newId(), source: '/bench', type: contract.type, subject, time: at, datacontenttype: 'application/json', tenantid: tenant, aggregateversion, data };
    return bus.publish([{ topic: contract.topic, partition: partitionOf(subject, PARTITIONS), key: subject, value: JSON.stringify(envelope) }]);
  };
  const profile = { issuer, slug: 'tidal', name: 'Tidal Museum', url: 'https://tidal.example', imageUrl: null, description: null, sectors: ['NONPROFIT'], country: null };
  await tell(issuerCreated, issuer, 1, { ...profile, state: 'ACTIVE', domainState: 'UNVERIFIED', at });
  await tell(achievementCreated, achievement, 1, { achievement, achievementVersion: version, issuer, code: 'tides', at });
  await tell(achievementVersionPublished, achievement, 2, { ...text, achievement, achievementVersion: version, issuer, supersedes: null, at });
  return { issuer, achievement, version };
}

const text: Omit<AchievementVersionText, 'achievement' | 'achievementVersion' | 'issuer'> = {
  code: 'tides',
  number: 1,
  contentHash: 'a'.repeat(64),
  title: 'Knows the tides',
  description: 'Can tell others about the tides.',
  criteria: 'A morning on the shore with a guide.',
  imageUrl: null,
  language: 'en',
  achievementType: 'Certificate',
  issuerSector: 'NONPROFIT',
  useCase: 'CO_CURRICULAR',
  claimBasis: 'PARTICIPATION',
  assessed: false,
  earningModes: ['COURSE'],
  alignments: [],
  tags: [],
  estimatedEffort: 'PT3H',
  creditsAvailable: [],
  level: null,
  validFor: null,
  acceptance: 'NOT_NEEDED',
  duplicatePolicy: 'MANY',
  publishedOn: '2026-01-01',
};
