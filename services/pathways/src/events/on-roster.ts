import { rosterChanged, rosterJoined, rosterLeft, rosterPaused, rosterResumed } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { MembershipService } from '../membership/membership.service.js';

/** Who belongs to a tenant, for pathways that only its members follow. */
export const onRoster = (members: MembershipService): Listener[] => [
  ...([[rosterJoined, 'ACTIVE'], [rosterResumed, 'ACTIVE'], [rosterPaused, 'PAUSED'], [rosterLeft, 'LEFT']] as const).map(([contract, state]) =>
    listenTo(contract, (tx, { tenantid, aggregateversion, data }) =>
      members.heard(tx, tenantid, { id: data.rosterEntry, earner: data.earner, state }, aggregateversion),
    ),
  ),
  listenTo(rosterChanged, (tx, { tenantid, data }) => members.moved(tx, tenantid, { id: data.rosterEntry, earner: data.earner })),
];
