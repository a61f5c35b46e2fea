import type { Mail } from '@cairn/mail';

/** An endpoint that was disabled, as its owner is told of it. */
export interface DisabledEndpoint {
  readonly tenant: string;
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  readonly reason: 'FAILING' | 'GONE';
}

const reasons = {
  FAILING: 'nothing sent to it arrived for 72 hours of attempts',
  GONE: 'it answered that it is gone (status 410)',
};

/** The host alone is named: paths of endpoints may hold what is secret. @param publicId of the endpoint */
export function disabledMail(to: string, { url, description, reason }: DisabledEndpoint, publicId: string): Omit<Mail, 'id'> {
  const called = description === null ? '' : ` (${description})`;
  return {
    to,
    subject: 'A webhook endpoint was disabled',
    text: [
      `The webhook endpoint ${publicId}${called} at ${new URL(url).host} was disabled: ${reasons[reason]}.`,
      'Nothing is lost: events are kept for 30 days. When the receiver works again, enable the endpoint (enableWebhookEndpoint), then send what it missed (replayWebhooks, from its failingSince).',
    ].join('\n\n'),
  };
}
