import { NOTE_VALUES, type Noted, noteParts, noteValues } from '@cairn/audit';
import { type Envelope, PARTITIONS } from '@cairn/events';
import { newId, type Tx } from '@cairn/postgres';
import { instant, systemClock } from '@cairn/telemetry';
import { notedEvent } from './noted-event.js';
import { pokeRelay } from './poke.js';
import { EventTooLarge, InvalidEvent } from './outbox-fault.js';
import { partitionOf } from './partition.js';
import type { AppendEvents, Mark, NewEvent } from './outbox.js';

/** Most bytes of one event in CloudEvents JSON. */
export const EVENT_BYTES_MAX = 256 * 1024;

/**
 * Puts events into the service's outbox in the caller's transaction, after the aggregate's row lock is taken, so that id
 * order is commit order per aggregate. The one place that inserts into `outbox`; one statement for all events and their
 * entries in the audit trail, so that nothing is told that is not noted. Throws InvalidEvent or EventTooLarge.
 */
export const appendEvents: AppendEvents = async (tx, events) => (events.length === 0 ? [] : appendPrepared(tx, prepareEvents(tx, events)));

/** Events judged by their contracts and written out, with their entries in the audit trail. */
export interface PreparedEvents {
  readonly notes: readonly Noted[];
  readonly rows: readonly ReturnType<typeof rowOf>[];
}

/** What `appendEvents` does before it asks the database: for thousands of objects it is done while the database is at work on them. */
export function prepareEvents(tx: Tx, events: readonly NewEvent[]): PreparedEvents {
  const service = serviceOf(tx);
  return { notes: events.map(notedEvent), rows: events.map((event) => rowOf(event, service)) };
}

export async function appendPrepared(tx: Tx, { notes, rows }: PreparedEvents): Promise<Mark[]> {
  if (rows.length === 0) return [];
  await tx.query(statement, [...noteValues(notes), ...columns.map((column) => rows.map((row) => row[column]))]);
  pokeRelay(serviceOf(tx));
  return rows.map(({ topic, event }): Mark => ({ topic, event }));
}

/** The service whose database this is, told by the role of the connection: five services may share one process. */
function serviceOf(tx: Tx): string {
  const { user = '' } = tx.client as { user?: string };
  const service = /^(.+)_(app|worker)$/.exec(user)?.[1];
  if (!service) throw new Error('events are appended under the role of a service');
  return service;
}

const columns = ['part', 'event', 'topic', 'type', 'subject', 'tenant', 'version', 'payload', 'changed'] as const;

const values = ['smallint', 'uuid', 'text', 'text', 'uuid', 'uuid', 'int', 'text', 'jsonb'].map((type, index) => `$${NOTE_VALUES + 1 + index}::${type}[]`);

const statement = `
  WITH ${noteParts(1)}
  INSERT INTO outbox (part, event_id, topic, type, subject, tenant_id, version, payload, changed)
  SELECT part, event_id, topic, type, subject, tenant_id, version, payload, changed
    FROM unnest(${values.join(', ')}) WITH ORDINALITY AS t (part, event_id, topic, type, subject, tenant_id, version, payload, changed, ord)
   ORDER BY ord`;

function rowOf(event: NewEvent, service: string) {
  const { contract, subject, tenant, version } = event;
  const data = contract.schema.safeParse(event.data);
  if (!data.success) throw new InvalidEvent(contract.type, data.error);
  const id = event.id ?? newId();
  const envelope: Envelope = {
    specversion: '1.0',
    id,
    source: `/cairn/${service}`,
    type: contract.type,
    subject,
    time: instant(systemClock),
    datacontenttype: 'application/json',
    tenantid: tenant,
    aggregateversion: version,
    data: data.data,
  };
  const payload = JSON.stringify(envelope);
  if (Buffer.byteLength(payload) > EVENT_BYTES_MAX) throw new EventTooLarge(contract.type);
  return {
    part: partitionOf(subject, PARTITIONS),
    event: id,
    topic: contract.topic,
    type: contract.type,
    subject,
    tenant,
    version,
    payload,
    changed: JSON.stringify(event.changed),
  };
}
