export type { BusRecord, EventBus, OutgoingRecord, RunningSubscription, Subscription } from './bus.js';
export { listenTo, type Listener, type Outcome } from './listener.js';
export { newEvent, type AppendEvents, type Changed, type ChangedType, type Mark, type NewEvent } from './outbox.js';
export { EVENT_BYTES_MAX, outboxOf } from './append-events.js';
export { EventTooLarge, InvalidEvent } from './outbox-fault.js';
export { messagingMigration } from './migration.js';
export { partitionOf } from './partition.js';
