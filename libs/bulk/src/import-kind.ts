import type { ActedOn, Decision, Right } from '@cairn/access';
import type { Mark } from '@cairn/messaging';
import type { Tx, Uuid } from '@cairn/postgres';
import type { Noun } from '@cairn/subgraph';

/** One line of an upload: CSV gives text by column name (empty cells are left out), JSON Lines any JSON members. */
export type SourceRecord = Readonly<Record<string, unknown>>;

/** A line that passed `parse`, with its number (1 for the first data line). */
export interface NumberedRow<Row> {
  readonly row: number;
  readonly value: Row;
}

/** What became of a line. `id` is bare here and prefixed by the kind's noun in the result file; null in a dry run. */
export type RowResult =
  | { readonly row: number; readonly status: 'CREATED' | 'REPLACED' | 'UNCHANGED'; readonly id: Uuid | null }
  | {
      readonly row: number;
      readonly status: 'REFUSED';
      readonly code: string;
      readonly field: string | null;
      readonly message: string;
      /** The object that stands in the way, where there is one. */
      readonly id?: Uuid;
    };

/** The job a chunk belongs to; its id is the subject of batch events. */
export interface JobAtWork {
  readonly id: Uuid;
  readonly tenant: Uuid;
  /** Whether whoever asked for the import still has the kind's right (or the one given) over an object; a row about another is refused with GRANT_MISSING. */
  readonly may: (on: ActedOn, right?: Right) => boolean;
}

/** The event by which listeners will hear of a write; `lane` where its key is not the job's: the partition it went to. */
export interface PlacedMark extends Mark {
  readonly lane?: number;
}

/** One result for every row given (in any order) and the marks of the events that were appended. */
export interface Applied {
  readonly results: readonly RowResult[];
  readonly marks: readonly PlacedMark[];
}

/**
 * Something that can be imported in bulk. Implement it as a provider and call `ImportJobs.register(this)` in
 * `onModuleInit`.
 */
export interface ImportKind<Row = unknown> {
  /** Plural noun, unique within the service: `awards`. */
  readonly kind: string;
  /** What the ids in the results are ids of. */
  readonly noun: Noun;
  /** Right that the caller needs: over something to ask for an import, over its object for each row. */
  readonly right: Right;
  /** Columns or members it knows; others are ignored. */
  readonly columns: readonly string[];
  /** Checks one line by itself; pure. Refusals name columns. */
  parse(record: SourceRecord): Decision<Row>;
  /** The partner's own key of a row (null: it has none), by which a later line of the same file is a repetition and refused; with its column. */
  readonly key?: { readonly column: string; of(row: Row): string | null };
  /** Makes JSON Lines of an upload in a form of the kind's own. Throws UnreadableFile with a sentence for whoever sent it. */
  unpack?(path: string, to: string): Promise<void>;
  /** Waits, outside any transaction, for what the rows of a chunk need and may not have arrived yet. */
  prepare?(job: Pick<JobAtWork, 'tenant'>, rows: readonly NumberedRow<Row>[]): Promise<void>;
  /**
   * Writes up to 2,000 rows in the chunk's transaction, set by set. Runs under the worker role: every statement names
   * the tenant. Must answer UNCHANGED for rows that an earlier run has written. A dry run calls it too and rolls back.
   * Events it appends have the job as subject; marks of others name their lane.
   */
  apply(tx: Tx, job: JobAtWork, rows: readonly NumberedRow<Row>[]): Promise<Applied>;
}

export const refusedRow = (row: number, code: string, message: string, field: string | null = null, id?: Uuid): RowResult =>
  id === undefined ? { row, status: 'REFUSED', code, field, message } : { row, status: 'REFUSED', code, field, message, id };
