import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Value = string | number | boolean | null | object;

const full = 4 << 20;

/** Rows for COPY into some tables, in as much memory as a few megabytes of text. Tables are filled in the order in which they are named. */
export class CopyRows<Table extends string> {
  private readonly waiting: Record<Table, { lines: string[]; size: number }>;

  /** @param columns by table, those that referred-to tables come first */
  constructor(
    private readonly client: pg.Client,
    private readonly columns: Readonly<Record<Table, readonly string[]>>,
  ) {
    this.waiting = Object.fromEntries(Object.keys(columns).map((table) => [table, { lines: [], size: 0 }])) as unknown as Record<Table, { lines: string[]; size: number }>;
  }

  /** Values in the order of the columns. */
  add(table: Table, values: readonly Value[]): void {
    const line = `${values.map(cell).join('\t')}\n`;
    const { [table]: of } = this.waiting;
    of.lines.push(line);
    of.size += line.length;
  }

  get isFull(): boolean {
    return Object.values<{ size: number }>(this.waiting).some(({ size }) => size > full);
  }

  async flush(): Promise<void> {
    for (const table of Object.keys(this.columns) as Table[]) {
      const { lines } = this.waiting[table];
      if (lines.length === 0) continue;
      this.waiting[table] = { lines: [], size: 0 };
      await pipeline(Readable.from(lines.join('').match(/[^]{1,65536}/g) ?? []), this.client.query(copyFrom(`COPY ${table} (${this.columns[table].join(', ')}) FROM STDIN`)));
    }
  }
}

/** As COPY reads text: what is open is `\N`. */
function cell(value: Value): string {
  if (value === null) return '\\N';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/[\\\t\n\r]/g, (one) => escapes[one] ?? one);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
