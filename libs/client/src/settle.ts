import { mayPass } from './faults.js';
import type { RegistryClient } from './registry-client.js';
import { retrying } from './retrying.js';

/** A cheap read of each service that keeps copies of others' data. */
const probes = {
  achievements: '{ achievements(first: 1) { pageInfo { hasNextPage } } }',
  earners: '{ awards(first: 1) { pageInfo { hasNextPage } } }',
  pathways: '{ enrolments(first: 1) { pageInfo { hasNextPage } } }',
  verification: '{ credentialChanges(first: 1) { hasMore } }',
} as const;

export type Prober = keyof typeof probes;

/** Waits until these services have heard of everything the client wrote so far, however much that was. */
export async function settle(client: RegistryClient, services: readonly Prober[], forMs = 300_000): Promise<void> {
  for (const awaitPosition of client.positions.takeAll()) {
    for (const service of services) {
      await retrying(() => client.execute(probes[service], {}, { awaitPosition }), mayPass, { forMs });
    }
  }
}
