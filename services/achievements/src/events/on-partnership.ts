import { partnershipActivated, partnershipEnded } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { PartnershipCopyStore } from '../sharing/partnership-copy.store.js';

/** Keeps the copy of partnerships; either event tells everything, so one may be missing before the other. */
export const onPartnership = (copies: PartnershipCopyStore): Listener[] =>
  [partnershipActivated, partnershipEnded].map((contract) =>
    listenTo(contract, async (tx, { data: { partnership: id, invitingTenant, invitedTenant }, aggregateversion }) => {
      const active = contract === partnershipActivated;
      return (await copies.keep(tx, { id, invitingTenant, invitedTenant, active }, aggregateversion)) ? 'applied' : 'stale';
    }),
  );
