import type { EventBus, OutgoingRecord, RunningSubscription, Subscription } from '@cairn/messaging';

/** The log of events as given, and beside it how long our reading of it has been silent. */
export class AttendedBus implements EventBus {
  private readonly running = new Set<RunningSubscription>();

  constructor(private readonly bus: EventBus) {}

  get outsideTopics(): EventBus['outsideTopics'] {
    return this.bus.outsideTopics;
  }

  /** Milliseconds since the slowest of our consumers last finished a poll; 0 before the first has begun. */
  idleMs(): number {
    return Math.max(0, ...[...this.running].map((subscription) => subscription.idleMs()));
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const running = await this.bus.subscribe(subscription);
    this.running.add(running);
    return {
      idleMs: () => running.idleMs(),
      stop: () => {
        this.running.delete(running);
        return running.stop();
      },
    };
  }

  publish(records: readonly OutgoingRecord[]): Promise<void> {
    return this.bus.publish(records);
  }

  ready(): Promise<boolean> {
    return this.bus.ready();
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}
