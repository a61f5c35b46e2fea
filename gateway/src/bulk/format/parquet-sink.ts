import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { TableColumn } from '../plan/table-columns.js';
import { cellValue } from './cell-value.js';
import type { Row, Sink } from './sink.js';

const types = { TEXT: 'STRING', WHOLE: 'INT32', NUMBER: 'DOUBLE', TRUTH: 'BOOLEAN', INSTANT: 'TIMESTAMP', JSON: 'STRING' } as const;

/** What a value takes, more or less, before it is written: rows are told in bytes until then. */
const bytesEachGuess = 24;

interface State {
  readonly offset: number;
  /** Row groups as the end of the file lists them, with big integers as texts. */
  readonly groups: string;
}

/**
 * Apache Parquet: a row group for each `take`. The end of the file lists the groups before it, so they are what a state
 * holds. Statistics and indexes, which would have to be in it too, are not written.
 */
export class ParquetSink implements Sink {
  private readonly bytes = new ByteWriter();
  private readonly writer: ParquetWriter;
  private rows: Row[] = [];

  constructor(
    private readonly columns: readonly TableColumn[],
    state: unknown,
  ) {
    const schema = schemaFromColumnData({ columnData: columns.map(({ name, kind }) => ({ name, data: [], type: types[kind], nullable: true })) });
    this.writer = new ParquetWriter({ writer: this.bytes, schema, statistics: false, createdBy: 'cairn' });
    if (state === null) return;
    const { offset, groups } = state as State;
    // The first bytes of the file have been taken long ago.
    this.bytes.index = 0;
    this.bytes.offset = offset;
    this.writer.row_groups = JSON.parse(groups, fromText) as ParquetWriter['row_groups'];
    this.writer.num_rows = this.writer.row_groups.reduce((sum, { num_rows }) => sum + num_rows, 0n);
  }

  write(rows: readonly Row[]): void {
    this.rows.push(...rows);
  }

  get waiting(): number {
    return this.rows.length * this.columns.length * bytesEachGuess;
  }

  take(): Buffer {
    this.group();
    return this.drained();
  }

  state(): State {
    return { offset: this.bytes.offset, groups: JSON.stringify(this.writer.row_groups, toText) };
  }

  end(): Buffer {
    this.group();
    void this.writer.finish();
    return this.drained();
  }

  private group(): void {
    const { rows } = this;
    if (rows.length === 0) return;
    this.rows = [];
    const columnData = this.columns.map((column) => ({ name: column.name, data: rows.map((row) => valueOf(cellValue(row, column), column)), offsetIndex: false }));
    void this.writer.write({ columnData, rowGroupSize: rows.length });
    // They are for indexes at the end of the file, of which there are none.
    this.writer.pendingIndexes = [];
  }

  private drained(): Buffer {
    const taken = Buffer.from(this.bytes.getBytes());
    this.bytes.index = 0;
    return taken;
  }
}

function valueOf(value: unknown, { kind }: TableColumn): unknown {
  if (value === null) return null;
  if (kind === 'INSTANT') return new Date(String(value));
  return kind === 'JSON' ? JSON.stringify(value) : value;
}

const bigMark = 'bigint:';
const toText = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${bigMark}${value}` : value);
const fromText = (_name: string, value: unknown): unknown => (typeof value === 'string' && value.startsWith(bigMark) ? BigInt(value.slice(bigMark.length)) : value);
