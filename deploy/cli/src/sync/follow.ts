import { type ChangeBatch, changeFeed, type RegistryClient, RegistryFault } from '@cairn/client';

/** Somewhere a registry is copied to. A batch and its position are kept together or not at all. */
export interface Copy {
  /** How far the copy got; null before its first batch. */
  position(): string | null;
  apply(batch: ChangeBatch): Promise<void>;
  /** The feed is at its end for now. */
  settle(): Promise<void>;
  /** The position is too old: forgets everything, since a new snapshot follows. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

export interface FollowOptions {
  /** Changes in one batch. */
  readonly limit: number;
  /** Seconds between two looks; left out: ends when the feed is at its end. */
  readonly everySeconds?: number;
  /** Told after each batch: changes so far, and at the end of the feed up to when the copy knows everything. */
  readonly told?: (changes: number, asOf: string | null) => void;
}

/** Follows the change feed into a copy. Returns the number of changes applied. */
export async function follow(client: RegistryClient, copy: Copy, options: FollowOptions): Promise<number> {
  const { limit, everySeconds, told = () => undefined } = options;
  const everyMs = everySeconds === undefined ? undefined : everySeconds * 1_000;
  let changes = 0;
  try {
    for await (const batch of changeFeed(client, { after: copy.position(), limit, everyMs })) {
      await copy.apply(batch);
      changes += batch.changes.length;
      told(changes, batch.hasMore ? null : batch.asOf);
      if (!batch.hasMore) await copy.settle();
    }
    return changes;
  } catch (fault) {
    if (!(fault instanceof RegistryFault && fault.code === 'POSITION_EXPIRED')) throw fault;
    await copy.startAgain();
    return changes + (await follow(client, copy, options));
  }
}
