export type { BusRecord, EventBus, OutgoingRecord, RunningSubscription, Subscription } from './bus.js';
export { listenTo, type Listener, type Outcome } from './listener.js';
export { newEvent, type Changed, type ChangedType, type Mark, type NewEvent } from './outbox.js';
