import type { TableColumn } from '../plan/table-columns.js';
import type { Row } from './sink.js';

/** What an object has in a column; null where it has nothing. */
export function cellValue(row: Row, { path }: TableColumn): unknown {
  let value: unknown = row;
  for (const name of path) value = (value as Row | null | undefined)?.[name];
  return value ?? null;
}
