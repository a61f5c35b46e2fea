import { eventIn, type WebhookEvent } from './webhook-event.js';
import { isSigned, type Signed } from './signature.js';

/** Headers as a server has them: of `fetch`, of Node, or by name. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export type WebhookFaultCode = 'HEADER_MISSING' | 'TIMESTAMP_OUT_OF_TIME' | 'SIGNATURE_INVALID' | 'BODY_INVALID';

/** What came is no webhook of the registry. Answer 400 and do nothing. */
export class WebhookFault extends Error {
  override readonly name = 'WebhookFault';

  constructor(
    readonly code: WebhookFaultCode,
    message: string,
  ) {
    super(message);
  }
}

/** Seconds by which the clocks may differ (Standard Webhooks). */
const toleranceS = 300;

/**
 * The event of a webhook that was signed with one of these keys in the last five minutes (Standard Webhooks 1.0, `v1` and
 * `v1a`).
 *
 * @param body as it came, before anything parsed it
 * @param keys secrets (`whsec_…`) or public keys (`whpk_…`); two while they are changed over
 * @throws WebhookFault
 */
export async function verifyWebhook(body: string | Uint8Array, headers: WebhookHeaders, keys: string | readonly string[], now = Date.now()): Promise<WebhookEvent> {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed: Signed = { id: header(headers, 'webhook-id'), timestamp: header(headers, 'webhook-timestamp'), signatures: header(headers, 'webhook-signature'), body: text };
  if (!(Math.abs(now / 1_000 - Number(signed.timestamp)) <= toleranceS)) throw new WebhookFault('TIMESTAMP_OUT_OF_TIME', 'The webhook was signed more than five minutes ago, or by another clock.');
  for (const key of [keys].flat()) {
    if (!(await isSigned(signed, key))) continue;
    const event = eventIn(text);
    if (!event) throw new WebhookFault('BODY_INVALID', 'The webhook holds no event.');
    return event;
  }
  throw new WebhookFault('SIGNATURE_INVALID', 'No signature of the webhook is by one of the keys.');
}

function header(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : [Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1]].flat()[0];
  if (!value) throw new WebhookFault('HEADER_MISSING', `The header \`${name}\` is missing.`);
  return value;
}
