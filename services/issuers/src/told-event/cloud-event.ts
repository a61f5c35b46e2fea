import { publicId } from '@cairn/subgraph';

/** An event as one tenant is told of it. */
export interface ToldEvent {
  readonly tenant: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly version: number;
  readonly occurredAt: Date;
  readonly ids: Readonly<Record<string, string>>;
}

/** What is told beside the event itself. */
export interface Envelope {
  /** Address of the registry. */
  readonly source: string;
  /** The position of the event: whoever reads with it sees at least this. */
  readonly position: string;
  readonly payloadVersion: string;
}

/** CloudEvents 1.0, as it is written in structured JSON. Thin: who is meant has to be asked for. */
export const cloudEventOf = (event: ToldEvent, { source, position, payloadVersion }: Envelope) => ({
  specversion: '1.0',
  id: publicId('WebhookEvent', event.id),
  source,
  type: event.type,
  subject: event.subject,
  time: event.occurredAt.toISOString(),
  datacontenttype: 'application/json',
  tenantid: publicId('Tenant', event.tenant),
  payloadversion: payloadVersion,
  data: { id: event.subject, version: event.version, position, ...event.ids },
});
