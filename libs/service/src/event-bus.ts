import { type EventBus, openKafkaBus, openPostgresBus } from '@cairn/messaging';
import type { Log } from '@cairn/telemetry';
import type { ServiceConfig } from './config.js';

/** Opens the log of events that the settings name. */
export function openEventBus(name: string, bus: ServiceConfig['bus'], log: Log): Promise<EventBus> {
  return 'kafka' in bus ? openKafkaBus({ brokers: bus.kafka, clientId: name, log }) : openPostgresBus({ url: bus.postgres, log });
}
