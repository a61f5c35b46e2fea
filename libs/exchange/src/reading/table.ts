import { parse } from 'csv-parse/sync';
import { ROWS_MAX } from './limits.js';
import { boundedText } from './text.js';
import { Unreadable } from './unreadable.js';

/** A row by the names of its columns, which go without case, spaces, `_` and `-`. */
export interface Row {
  /** Line of the table, the heading being 1. */
  readonly number: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A comma- or semicolon-separated table with a heading; empty rows are left out. Throws `Unreadable` (`NOT_CSV`, `TOO_LARGE`). */
export function readTable(given: string): { readonly columns: readonly string[]; readonly rows: readonly Row[] } {
  const text = boundedText(given);
  const [heading, ...lines] = recordsOf(text);
  if (heading === undefined) throw new Unreadable('NOT_CSV', 'the table is empty');
  if (lines.length > ROWS_MAX) throw new Unreadable('TOO_LARGE', `a table has at most ${ROWS_MAX} rows`);
  const columns = heading.map(columnName);
  const rows = lines.map((cells, at) => ({ number: at + 2, cells: new Map(columns.map((column, index) => [column, (cells[index] ?? '').trim()])) }));
  return { columns, rows: rows.filter(({ cells }) => [...cells.values()].some((cell) => cell !== '')) };
}

export const columnName = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '');

function recordsOf(text: string): string[][] {
  const [first = ''] = text.split('\n', 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  } catch {
    throw new Unreadable('NOT_CSV', 'the text is no table of comma-separated values');
  }
}
