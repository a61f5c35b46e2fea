import { type EventBus, openKafkaBus, openPostgresBus } from '@cairn/messaging';
import { openLog } from '@cairn/telemetry';

/** Where a log of events lives; passed to the relay's process as JSON. */
export type BusAddress = { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'kafka'; readonly brokers: readonly string[] };

export const openBus = (address: BusAddress, name: string): Promise<EventBus> => {
  const log = openLog(name, 'silent');
  if (address.kind === 'postgres') return openPostgresBus({ url: address.url, log });
  return openKafkaBus({ brokers: address.brokers, clientId: name, log });
};

/** The same bus, telling how many records were handed to subscribers, redelivered ones included. */
export const counting = (bus: EventBus, count: (records: number) => void): EventBus => ({
  publish: (records) => bus.publish(records),
  outsideTopics: bus.outsideTopics,
  ready: () => bus.ready(),
  close: () => bus.close(),
  subscribe: (subscription) =>
    bus.subscribe({
      ...subscription,
      apply: (records) => {
        count(records.length);
        return subscription.apply(records);
      },
    }),
});
