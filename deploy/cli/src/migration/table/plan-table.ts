import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { tableRows, type TableOptions } from './table-rows.js';
import type { TableOrigin } from './columns.js';
import type { MigrationPlan } from '../plan.js';

export type { TableOrigin } from './columns.js';

/** What a CSV export comes to: RFC 4180 with a header, UTF-8. Throws an Error in words for whoever sent it. */
export async function planTable(path: string, origin: TableOrigin, options: TableOptions): Promise<MigrationPlan> {
  const bytes = await readFile(path).catch(() => {
    throw new Error(`${path} is not there.`);
  });
  let rows: Record<string, string>[];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch {
    throw new Error(`${path} is no CSV with a header in UTF-8.`);
  }
  return tableRows(basename(path), rows, origin, options);
}
