import type { EventBus, OutgoingRecord, Subscription } from '@cairn/messaging';

/** A bus that keeps what is published and hands on what a test says. */
export class QuietBus implements EventBus {
  readonly published: OutgoingRecord[] = [];
  private readonly subscriptions = new Set<Subscription>();
  private offset = 0n;

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.published.push(...records);
  }

  async subscribe(subscription: Subscription) {
    this.subscriptions.add(subscription);
    return { idleMs: () => 0, stop: async () => void this.subscriptions.delete(subscription) };
  }

  async deliver(topic: string, key: string, value: string): Promise<void> {
    const record = { topic, partition: 0, offset: (this.offset += 1n), key, value };
    const hearing = [...this.subscriptions].filter(({ topics }) => topics.includes(topic));
    await Promise.all(hearing.map(({ apply }) => apply([record])));
  }

  ready = async () => true;
  close = async () => undefined;
}
