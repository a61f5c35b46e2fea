import type { Acting } from '@cairn/access';
import type { EventContract } from '@cairn/events';
import type { Tx, Uuid } from '@cairn/postgres';

/** Kinds of object a change feed tells of (ChangeType in values.graphql). */
export type ChangedType =
  | 'TENANT'
  | 'ISSUER'
  | 'ACHIEVEMENT'
  | 'ACHIEVEMENT_VERSION'
  | 'EARNER'
  | 'AWARD'
  | 'PATHWAY'
  | 'ENROLMENT'
  | 'COMPLETION'
  | 'CREDENTIAL';

/** An object of the service's own that the event is about; it becomes one entry of the service's change feed. */
export interface Changed {
  readonly type: ChangedType;
  readonly id: Uuid;
  readonly version: number;
  readonly op?: 'UPSERT' | 'DELETE';
  readonly reason?: 'DELETED' | 'ERASED' | 'NO_LONGER_VISIBLE';
}

export interface NewEvent<Data = unknown> {
  readonly contract: EventContract<Data>;
  readonly tenant: Uuid;
  /** The aggregate; the job for a batch. */
  readonly subject: Uuid;
  /** The aggregate's version after the event; 1 for a batch. */
  readonly version: number;
  readonly data: Data;
  /** Entries for the change feed; none for events about copies. */
  readonly changed: readonly Changed[];
  /** Only for events whose id is derived from their content. */
  readonly id?: Uuid;
  /** Who did it, where one transaction serves several requests; else it is whoever acts when the event is appended. */
  readonly by?: Acting;
}

/** One mark of a write: the event by which listeners will hear of it. */
export interface Mark {
  readonly topic: string;
  readonly event: Uuid;
}

/** Types the event's data by its contract. */
export const newEvent = <Data>(event: NewEvent<Data>): NewEvent => event as NewEvent;

/**
 * Puts events into the outbox in the caller's transaction, after the aggregate's row lock is taken, so that id order is
 * commit order per aggregate. One statement for all of them. At most 256 KiB each.
 */
export type AppendEvents = (tx: Tx, events: readonly NewEvent[]) => Promise<Mark[]>;
