import { type Envelope, issuerChanged, issuerCreated, type IssuerProfile } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { CopyClockStore } from '../achievement-version/copy-clock.store.js';

/** Keeps name, state and calendar of issuers: a suspended one awards nothing. */
export function onIssuer(clock: CopyClockStore): Listener[] {
  const hear = (tx: Tx, { tenantid, aggregateversion, data }: Envelope<IssuerProfile>) =>
    clock.issuer(tx, tenantid, { id: data.issuer, name: data.name, state: data.state, calendar: data.calendar ?? null }, aggregateversion);
  return [listenTo(issuerCreated, hear), listenTo(issuerChanged, hear)];
}
