import type { History } from '@cairn/metrics';
import type { Note } from './due.store.js';

/** Notes that wait, and what the facts said of those whom they name when the notes had been read. */
export interface DueBatch {
  readonly notes: readonly Note[];
  readonly histories: ReadonlyMap<string, History>;
}

/**
 * Batches of notes, the next of which is read while the former is added up. By then what was read may be out of date; what
 * changed since has a note of its own, which is still there and comes later.
 */
export class DueAhead {
  private next: Promise<DueBatch> | undefined;

  /** @param read the notes after one by its number, up to `size` of them */
  constructor(
    private readonly read: (after: string) => Promise<DueBatch>,
    private readonly size: number,
  ) {}

  /** The next batch; from the beginning again after one that was not full. */
  async batch(): Promise<DueBatch> {
    const batch = await (this.next ?? this.read('0'));
    const last = batch.notes.at(-1);
    this.next = last && batch.notes.length === this.size ? this.read(last.number) : undefined;
    // Told to whoever asks for it; it may fail before, or after nobody asks any more.
    this.next?.catch(() => undefined);
    return batch;
  }

  /** Nothing is being read any more. */
  async end(): Promise<void> {
    await this.next?.catch(() => undefined);
  }
}
