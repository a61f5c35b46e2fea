import { type Envelope, PARTITIONS } from '@cairn/events';
import { type BusRecord, type EventBus, type OutgoingRecord, partitionOf, type RunningSubscription, type Subscription } from '@cairn/messaging';

/** A log of events that keeps what is published, hands on what a test says, and can be said to be down or silent. */
export class DirectBus implements EventBus {
  up = true;
  /** What subscribers are told of the time since the last poll. */
  idleMs = 0;
  readonly published: OutgoingRecord[] = [];
  private readonly subscriptions = new Set<Subscription>();
  private offset = 0n;

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.published.push(...records);
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    this.subscriptions.add(subscription);
    return { idleMs: () => this.idleMs, stop: async () => void this.subscriptions.delete(subscription) };
  }

  /** Resolves once every subscriber of the topic has applied the events, which it is given in one batch of one partition. */
  deliver(topic: string, ...events: readonly [Envelope, ...Envelope[]]): Promise<void> {
    return this.hand(topic, this.records(topic, ...events));
  }

  /** Events as the log holds them, of one partition; to be handed on later. */
  records(topic: string, ...events: readonly [Envelope, ...Envelope[]]): readonly BusRecord[] {
    const partition = partitionOf(events[0].subject, PARTITIONS);
    return events.map((event) => ({ topic, partition, offset: (this.offset += 1n), key: event.subject, value: JSON.stringify(event) }));
  }

  async hand(topic: string, records: readonly BusRecord[]): Promise<void> {
    const hearing = [...this.subscriptions].filter(({ topics }) => topics.includes(topic));
    await Promise.all(hearing.map(({ apply }) => apply(records)));
  }

  /** Every topic is kept. */
  readonly outsideTopics = { ensure: async (): Promise<void> => undefined };
  ready = async (): Promise<boolean> => this.up;
  close = async (): Promise<void> => undefined;
}
