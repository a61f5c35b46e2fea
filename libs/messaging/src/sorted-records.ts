import { type Envelope, readEvent } from '@cairn/events';
import type { BusRecord } from './bus.js';

export interface ValidRecord {
  readonly record: BusRecord;
  readonly event: Envelope;
}

export interface DeadRecord {
  readonly record: BusRecord;
  readonly cause: string;
}

/** Parts records into events of ours and others. A record that is no event has no key one could trust. */
export function sortRecords(records: readonly BusRecord[]): { valid: ValidRecord[]; dead: DeadRecord[] } {
  const valid: ValidRecord[] = [];
  const dead: DeadRecord[] = [];
  for (const record of records) {
    const read = readEvent(record.value);
    if (read.ok) valid.push({ record, event: read.event });
    else dead.push({ record, cause: read.reason });
  }
  return { valid, dead };
}
