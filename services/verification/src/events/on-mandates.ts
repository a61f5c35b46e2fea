import { mandateActivated, mandateEnded } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { MandateCopyStore } from '../verification/mandate-copy.store.js';

/** Either event tells everything; each is a version, and none replaces another. */
export const onMandates = (mandates: MandateCopyStore): Listener[] =>
  [mandateActivated, mandateEnded].map((contract) =>
    listenTo(contract, async (tx, { tenantid, aggregateversion, data }) =>
      (await mandates.keep(tx, tenantid, aggregateversion, data, contract === mandateEnded)) ? 'applied' : 'stale',
    ),
  );
