import { rosterChanged, rosterJoined, rosterLeft, rosterPaused, rosterResumed } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { RosterChange, RosterEntry } from '../assessment/roster/roster-entry.js';

const contracts = { joined: rosterJoined, changed: rosterChanged, paused: rosterPaused, resumed: rosterResumed, left: rosterLeft } as const;

/** What became of an entry, with the groups that it names then. */
export const rosterEvent = ({ tenant, id, earner, groups, version, updatedAt }: RosterEntry, what: RosterChange): NewEvent =>
  newEvent({
    contract: contracts[what],
    tenant: asUuid(tenant),
    subject: asUuid(id),
    version,
    data: { rosterEntry: id, earner, groups: [...groups], at: updatedAt.toISOString() },
    changed: [],
  });
