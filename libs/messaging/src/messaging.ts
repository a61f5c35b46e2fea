import type { OpaqueTokens } from '@cairn/access';
import type { Database } from '@cairn/postgres';
import type { Clock, Log } from '@cairn/telemetry';
import type { EventBus } from './bus.js';
import { type Consumers, startConsumers } from './consumer.js';
import { startHousekeeping } from './housekeeping.js';
import type { Listener } from './listener.js';
import { PositionGate } from './position-gate.js';
import { startRelay } from './relay.js';

export interface MessagingConfig {
  readonly service: string;
  readonly database: Database;
  readonly bus: EventBus;
  readonly listeners: readonly Listener[];
  readonly tokens: OpaqueTokens;
  readonly log: Log;
  readonly clock: Clock;
}

export interface Messaging extends Pick<Consumers, 'idleMs' | 'replay' | 'stop'> {
  readonly gate: PositionGate;
}

/** Starts everything a service needs to tell and hear: relay, consumers, the gate for positions, housekeeping. */
export async function startMessaging(config: MessagingConfig): Promise<Messaging> {
  const { database, tokens, listeners, clock } = config;
  const consumers = await startConsumers(config);
  const relay = startRelay(config);
  const housekeeping = startHousekeeping(config);
  return {
    gate: new PositionGate(database, tokens, new Set(listeners.map(({ contract }) => contract.topic)), clock),
    idleMs: () => consumers.idleMs(),
    replay: (target) => consumers.replay(target),
    async stop() {
      await Promise.all([consumers.stop(), relay.stop(), housekeeping.stop()]);
    },
  };
}
