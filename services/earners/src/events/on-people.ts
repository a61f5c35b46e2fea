import { earnerErased, earnerMerged } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { PeopleFollowing } from '../assessment/roster/people-following.js';

/** What hangs on a person beside what he earned goes with the record, and ends with it. */
export const onPeople = (following: PeopleFollowing): Listener[] => [
  listenTo(earnerMerged, async (tx, { tenantid, data: { from, earner } }) => {
    await following.merged(tx, tenantid, from, earner);
    return 'applied';
  }),
  listenTo(earnerErased, async (tx, { tenantid, data: { earner } }) => {
    await following.erased(tx, tenantid, earner);
    return 'applied';
  }),
];
