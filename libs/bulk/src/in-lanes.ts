import { PARTITIONS } from '@cairn/events';
import { type NewEvent, partitionOf } from '@cairn/messaging';
import type { PlacedMark } from './import-kind.js';

/** Marks of events that are about single persons or entries, each in the lane of its subject. */
export const inLanes = (marks: readonly PlacedMark[], events: readonly NewEvent[]): PlacedMark[] =>
  marks.map((mark, index) => ({ ...mark, lane: partitionOf(events[index]?.subject ?? '', PARTITIONS) }));
