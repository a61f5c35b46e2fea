import { setTimeout as pause } from 'node:timers/promises';
import { type ChangeBatch, readChanges } from '../client/change-feed.js';
import { RegistryFault } from '../client/faults.js';
import type { RegistryClient } from '../client/registry-client.js';
import { retrying } from '../client/retrying.js';

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
  /** Told after each batch: changes so far. */
  readonly told?: (changes: number) => void;
}

/** Follows the change feed into a copy. Returns the number of changes applied. */
export async function follow(client: RegistryClient, copy: Copy, { limit, everySeconds, told = () => undefined }: FollowOptions): Promise<number> {
  let changes = 0;
  for (;;) {
    const batch = await nextBatch(client, copy, limit);
    await copy.apply(batch);
    changes += batch.changes.length;
    told(changes);
    if (batch.hasMore) continue;
    await copy.settle();
    if (everySeconds === undefined) return changes;
    await pause(everySeconds * 1_000);
  }
}

async function nextBatch(client: RegistryClient, copy: Copy, limit: number): Promise<ChangeBatch> {
  const again = (fault: unknown) => fault instanceof RegistryFault && fault.retryable;
  try {
    return await retrying(() => readChanges(client, copy.position(), limit), again, { forMs: 120_000 });
  } catch (fault) {
    if (!(fault instanceof RegistryFault && fault.code === 'POSITION_EXPIRED')) throw fault;
    await copy.startAgain();
    return nextBatch(client, copy, limit);
  }
}
