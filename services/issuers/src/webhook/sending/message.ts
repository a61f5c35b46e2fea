import { cloudEventOf, type Envelope, type ToldEvent } from '../../told-event/cloud-event.js';
import { signatureOf, type WebhookKey } from '../key/webhook-key.js';

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** CloudEvents 1.0 in structured JSON, signed by Standard Webhooks 1.0 with every key that is live. Thin: who is meant has to be asked for. */
export function messageOf(event: ToldEvent, envelope: Envelope, keys: readonly WebhookKey[], now: Date): Message {
  const told = cloudEventOf(event, envelope);
  const { id } = told;
  const body = JSON.stringify(told);
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signed = `${id}.${timestamp}.${body}`;
  return {
    body,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': keys.map((key) => signatureOf(key, signed)).join(' '),
    },
  };
}
