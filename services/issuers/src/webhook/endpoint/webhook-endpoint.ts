import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { checkEmail } from '../../sign-in/account/account.js';
import { eventTypes } from '../../told-event/event-types.js';
import { type PayloadVersion, payloadVersions } from '../../told-event/payload-version.js';

/** Where a tenant is told of events. */
export interface WebhookEndpoint {
  readonly tenant: string;
  readonly id: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly description: string | null;
  readonly payloadVersion: string;
  /** Whom to mail when it is disabled; null: who administers the tenant. */
  readonly contact: string | null;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly disabledReason: DisabledReason | null;
  readonly disabledAt: Date | null;
  /** While nothing arrives: when the oldest event was recorded that has not arrived. */
  readonly failingSince: Date | null;
  readonly createdAt: Date;
}

export type DisabledReason = 'BY_HAND' | 'FAILING' | 'GONE';

/** What somebody states about an endpoint. */
export type Stated = Pick<WebhookEndpoint, 'url' | 'eventTypes' | 'description' | 'payloadVersion' | 'contact'>;

/** Most endpoints of one tenant. */
export const endpointsMax = 50;
const descriptionMax = 200;

/** @param urlFault why an address may not be called, half a sentence */
export function checkEndpoint(stated: Stated, urlFault: (url: string) => string | undefined): Decision<Stated> {
  const description = stated.description?.trim() || null;
  const types = [...new Set(stated.eventTypes)];
  const fault = urlFault(stated.url);
  const contact: Decision<string | null> = stated.contact === null ? accepted(null) : checkEmail(stated.contact, 'contact');
  const refusals = [
    ...(fault === undefined ? [] : [refusal('ADDRESS_NOT_ALLOWED', `The address may not be called: ${fault}.`, 'url')]),
    ...(types.length === 0 ? [refusal('INVALID_VALUE', 'Name at least one type of event.', 'eventTypes')] : []),
    ...stated.eventTypes.flatMap((type, at) => (eventTypes.has(type) ? [] : [refusal('INVALID_VALUE', 'There is no such type of event; `webhookEventTypes` lists them.', 'eventTypes', String(at))])),
    ...((description?.length ?? 0) > descriptionMax ? [refusal('INVALID_VALUE', `A description has at most ${descriptionMax} characters.`, 'description')] : []),
    ...(isPayloadVersion(stated.payloadVersion) ? [] : [refusal('INVALID_VALUE', `The payload versions are ${payloadVersions.join(', ')}.`, 'payloadVersion')]),
    ...(contact.ok ? [] : contact.refusals),
  ];
  if (refusals.length > 0 || !contact.ok) return refused(...refusals);
  return accepted({ ...stated, description, eventTypes: types, contact: contact.value });
}

const isPayloadVersion = (text: string): text is PayloadVersion => (payloadVersions as readonly string[]).includes(text);
