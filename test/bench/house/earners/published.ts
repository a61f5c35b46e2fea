import {
  achievementCreated,
  achievementVersionPublished,
  type EventContract,
  issuerCreated,
  PARTITIONS,
} from '@cairn/events';
import { type EventBus, partitionOf } from '@cairn/messaging';
import { newId, type Uuid } from '@cairn/postgres';
import { aVersionText, anIssuerProfile } from '@cairn/testkit';

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
  await tell(issuerCreated, issuer, 1, anIssuerProfile({ issuer, at }));
  await tell(achievementCreated, achievement, 1, { achievement, achievementVersion: version, issuer, code: 'tides', at });
  await tell(achievementVersionPublished, achievement, 2, { ...aVersionText({ achievement, achievementVersion: version, issuer, code: 'tides', duplicatePolicy: 'MANY' }), supersedes: null, at });
  return { issuer, achievement, version };
}
