import { earnerClaimed, earnerErased, earnerMerged, earnerSplit } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { PersonService } from '../people/person.service.js';

/** Whose enrolments and holdings these are. */
export const onPeople = (people: PersonService): Listener[] => [
  listenTo(earnerClaimed, (tx, { tenantid, aggregateversion, data }) => people.claimed(tx, tenantid, data.earner, data.account ?? null, aggregateversion)),
  listenTo(earnerMerged, (tx, { tenantid, aggregateversion, data: { earner, from } }) => people.merged(tx, tenantid, earner, aggregateversion, from)),
  listenTo(earnerSplit, (tx, { tenantid, aggregateversion, data: { earner, from, awards } }) =>
    people.split(tx, tenantid, earner, aggregateversion, from, awards),
  ),
  listenTo(earnerErased, (tx, { tenantid, aggregateversion, data }) => people.erased(tx, tenantid, data.earner, aggregateversion)),
];
