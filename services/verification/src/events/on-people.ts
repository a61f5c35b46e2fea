import { earnerClaimed, earnerErased, earnerMerged, earnerSplit } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { ErasureService } from '../erasure/erasure.service.js';
import type { PersonService } from '../people/person.service.js';

/** Who is behind an earner decides who may read its credentials, and whether there are any to read. */
export const onPeople = (people: PersonService, erasures: ErasureService): Listener[] => [
  listenTo(earnerClaimed, (tx, { tenantid, aggregateversion, data }) => people.claimed(tx, tenantid, data.earner, data.account ?? null, aggregateversion)),
  listenTo(earnerMerged, (tx, { tenantid, aggregateversion, data: { earner, from } }) => people.merged(tx, tenantid, earner, aggregateversion, from, earner)),
  listenTo(earnerSplit, (tx, { tenantid, aggregateversion, data: { earner, from } }) => people.merged(tx, tenantid, earner, aggregateversion, from, null)),
  listenTo(earnerErased, (tx, { tenantid, aggregateversion, data }) => erasures.erase(tx, tenantid, data.earner, aggregateversion)),
];
