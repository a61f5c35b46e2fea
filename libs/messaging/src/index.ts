export type { BusRecord, EventBus, OutgoingRecord, RunningSubscription, Subscription } from './bus.js';
export { openPostgresBus, type PostgresBusConfig } from './postgres-bus.js';
export { openKafkaBus, type KafkaBusConfig } from './kafka-bus.js';
export { BUS, busMigration } from './bus-migration.js';

export { listenTo, listenToRuns, type Listener, type Outcome } from './listener.js';
export { newEvent, type AppendEvents, type Changed, type ChangedType, type Mark, type NewEvent } from './outbox.js';
export { appendEvents, appendPrepared, EVENT_BYTES_MAX, prepareEvents, type PreparedEvents } from './append-events.js';
export { EventTooLarge, InvalidEvent } from './outbox-fault.js';
export { messagingMigration } from './migration.js';
export { feedLagMigration } from './feed-lag-migration.js';
export { partitionOf } from './partition.js';
export { armCrashPoints, crashPoint, type CrashPoint } from './crash-point.js';

export { type Messaging, type MessagingConfig, startMessaging } from './messaging.js';
export { type Consumers, type ReplayTarget, startConsumers } from './consumer.js';
export { type Relay, startRelay } from './relay.js';

export { encodePosition, MARKS_MAX, readPosition, timeOfId } from './position.js';
export { PositionGate, type Reached } from './position-gate.js';
export { ChangeFeed, type FeedChange, type FeedPage, type FeedRequest, type SnapshotRow, type SnapshotSource } from './change-feed.js';
export { toldUntil } from './feed-token.js';
export { type FeedSlice, ServiceFeed, type SnapshotStore } from './service-feed.js';
export { type IdempotentRequest, once } from './idempotency.js';
