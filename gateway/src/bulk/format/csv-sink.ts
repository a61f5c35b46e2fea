import { stringify } from 'csv-stringify/sync';
import type { TableColumn } from '../plan/table-columns.js';
import { cellValue } from './cell-value.js';
import { harmlessText } from './harmless-text.js';
import type { Row, Sink } from './sink.js';

/** RFC 4180 with a header. A text that a spreadsheet would run as a formula begins with a quote; numbers are left alone. */
export class CsvSink implements Sink {
  private texts: string[] = [];
  waiting = 0;

  constructor(
    private readonly columns: readonly TableColumn[],
    state: unknown,
  ) {
    if (state === null) this.add([columns.map(({ name }) => name)]);
  }

  write(rows: readonly Row[]): void {
    this.add(rows.map((row) => this.columns.map((column) => cellOf(cellValue(row, column)))));
  }

  take(): Buffer {
    const bytes = Buffer.from(this.texts.join(''));
    this.texts = [];
    this.waiting = 0;
    return bytes;
  }

  /** Anything but null: the header is written. */
  state(): unknown {
    return { header: true };
  }

  end(): Buffer {
    return this.take();
  }

  private add(records: readonly (readonly string[])[]): void {
    if (records.length === 0) return;
    const text = stringify(records as string[][], { record_delimiter: '\r\n' });
    this.texts.push(text);
    this.waiting += text.length;
  }
}

function cellOf(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'string') return harmlessText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
