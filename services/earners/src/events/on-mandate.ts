import { mandateActivated, mandateEnded } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { MandateCopyStore } from '../mandate/mandate-copy.store.js';

/** Keeps the copy of mandates; either event tells everything, so one may be missing before the other. */
export const onMandate = (copies: MandateCopyStore): Listener[] =>
  [mandateActivated, mandateEnded].map((contract) =>
    listenTo(contract, async (tx, { tenantid, data: { mandate: id, from, until, ...data }, aggregateversion }) => {
      const interval = { from: new Date(from), until: until === null ? null : new Date(until) };
      const mandate = { ...data, ...interval, id, mandatorTenant: tenantid, active: contract === mandateActivated };
      return (await copies.keep(tx, mandate, aggregateversion)) ? 'applied' : 'stale';
    }),
  );
