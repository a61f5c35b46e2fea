import { readEvent } from '@cairn/events';
import type { Log } from '@cairn/telemetry';
import { tellings } from './event-types.js';
import { type ThinEvent, thinEvents } from './thin-event.js';

const byType = Map.groupBy(tellings, ({ contract }) => contract.type);

/** Topics of the registry's log that hold what tenants are told of. */
export const toldTopics: readonly string[] = [...new Set(tellings.map(({ contract }) => contract.topic))];

/** What a record of the log comes to, for each tenant that may see it. One that is no event of ours is a dead letter of whoever else listens; here it is passed by. */
export function toldIn(value: string, log: Log): ThinEvent[] {
  const read = readEvent(value);
  if (!read.ok) {
    log.error({ cause: read.reason }, 'a record is no event of ours: nobody outside is told of it');
    return [];
  }
  return (byType.get(read.event.type) ?? []).flatMap((telling) => thinEvents(read.event, telling));
}
