import type { BulkFormat } from '../plan/bulk-plan.js';
import type { TableColumn } from '../plan/table-columns.js';
import { CsvSink } from './csv-sink.js';
import { JsonLinesSink } from './json-lines-sink.js';
import { ParquetSink } from './parquet-sink.js';

export type Row = Readonly<Record<string, unknown>>;

/** Makes a file of objects, piece by piece; whoever goes on with it elsewhere gives back what `state` said. */
export interface Sink {
  write(rows: readonly Row[]): void;
  /** Bytes that wait, more or less. */
  readonly waiting: number;
  /** The bytes that wait; they are the caller's from now on. */
  take(): Buffer;
  /** What has to be known to go on after the last `take`; fit for JSON. */
  state(): unknown;
  /** The bytes that wait and those at the end of the file. */
  end(): Buffer;
}

/** @param state of a sink that wrote the file up to here; null: of none */
export function openSink(format: BulkFormat, columns: readonly TableColumn[], state: unknown): Sink {
  if (format === 'CSV') return new CsvSink(columns, state);
  return format === 'PARQUET' ? new ParquetSink(columns, state) : new JsonLinesSink();
}
