/** One record of a topic partition. `offset` grows by commit order and has no duplicates; gaps are allowed. */
export interface BusRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  /** CloudEvents 1.0 JSON. */
  readonly value: string;
}

export interface OutgoingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly value: string;
}

/** A consumer group's reader of some topics. */
export interface Subscription {
  readonly group: string;
  readonly topics: readonly string[];
  /** Where to go on in a partition: the first offset not yet applied, or null to begin at the start. Asked at every assignment. */
  readonly resumeAt: (topic: string, partition: number) => Promise<bigint | null>;
  /**
   * Applies records of one partition in order. Resolves once they are applied and remembered; a rejection means the
   * same records come again.
   */
  readonly apply: (records: readonly BusRecord[]) => Promise<void>;
}

export interface RunningSubscription {
  /** Milliseconds since the last completed poll; a large number means a silent consumer. */
  idleMs(): number;
  stop(): Promise<void>;
}

export interface OutsideTopics {
  /** Makes a topic that is not there, whose records are kept for `keepMs`. */
  ensure(topic: string, keepMs: number): Promise<void>;
}

/**
 * The port to the log of events. Two adapters, one contract suite: `kafka` and `postgres`. At least once, in order per
 * key, several groups apart from one another.
 */
export interface EventBus {
  /** Resolves when every record is durable, in the given order within each partition. Rejects when that is not certain. */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  subscribe(subscription: Subscription): Promise<RunningSubscription>;
  /** Topics that programs of others read by Kafka's own protocol; null where nobody else can reach the log. */
  readonly outsideTopics: OutsideTopics | null;
  /** Whether the log can be reached. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
