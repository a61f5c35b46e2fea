import type { Envelope, IssuerProfile } from '@cairn/events';
import { issuerChanged, issuerCreated } from '@cairn/events';
import { listenTo, type Listener, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { IssuerCopyStore } from '../issuer-copy/issuer-copy.store.js';

/** Keeps the copy of issuers: every event carries the whole profile, so either one is the new state. */
export function issuerListeners(copies: IssuerCopyStore): Listener[] {
  const hear = async (tx: Tx, { tenantid, aggregateversion, data }: Envelope<IssuerProfile>): Promise<Outcome> => {
    const known = await copies.versionOf(tx, tenantid, data.issuer);
    if (aggregateversion <= known) return 'stale';
    if (aggregateversion > known + 1) return 'early';
    await copies.put(tx, {
      id: data.issuer,
      tenant: tenantid,
      slug: data.slug,
      name: data.name,
      url: data.url,
      country: data.country,
      state: data.state,
      sectors: data.sectors,
      version: aggregateversion,
    });
    return 'applied';
  };
  return [listenTo(issuerCreated, hear), listenTo(issuerChanged, hear)];
}
