import type { EventType, Telling } from './event-type.js';
import { toldOfAwards } from './told-of-awards.js';
import { toldOfDefinitions } from './told-of-definitions.js';
import { toldOfLearning } from './told-of-learning.js';

/** How every event that webhooks tell of becomes what is told. */
export const tellings: readonly Telling[] = [...toldOfAwards, ...toldOfLearning, ...toldOfDefinitions];

/** What somebody sends himself to see that it arrives. */
export const testType: EventType = { name: 'webhook.test', says: 'Somebody tests an endpoint (`testWebhook`); nothing happened.', noun: 'WebhookEndpoint' };

/** Types that an endpoint may ask for, each once, by name. */
export const eventTypes: ReadonlyMap<string, EventType> = new Map(
  tellings.map(({ name, says, noun }): [string, EventType] => [name, { name, says, noun }]).sort(([one], [other]) => (one < other ? -1 : 1)),
);

/** Types of events of the registry that webhooks do not tell of, and why. */
export const untold: Readonly<Record<string, string>> = {
  'cairn.tenant.created.v1': 'nobody of the tenant has an endpoint yet',
  'cairn.grant.changed.v1': 'who may do what is not for receivers',
  'cairn.erasure.confirmed.v1': 'a step within the registry; `earner.erased` tells of it',
  'cairn.credential.batch-prepared.v1': 'a step within the registry: nothing is signed yet',
  'cairn.credential.signed-on-request.v1': 'of the test issuer, and of no award',
  'cairn.share.opened.v1': 'what an earner shows to whom is his own',
  'cairn.share.ended.v1': 'what an earner shows to whom is his own',
  'cairn.foreign-credential.checked.v1': 'the backpack is the person’s own',
  'cairn.foreign-credential.removed.v1': 'the backpack is the person’s own',
  'cairn.skill-framework.generation-published.v1': 'told in parts, for services that keep copies',
  'cairn.accreditation.recorded.v1': 'recorded by operators and public, no tenant’s own',
  'cairn.accreditation.corrected.v1': 'recorded by operators and public, no tenant’s own',
  'cairn.accreditation.ended.v1': 'recorded by operators and public, no tenant’s own',
  'cairn.consent.groups-stated.v1': 'what a person says of himself is for statistics only',
  'cairn.credential.verified.v1': 'counts for statistics, told now and then',
  'cairn.bulk-operation.requested.v1': 'whoever asked knows',
};
