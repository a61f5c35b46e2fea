import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { columnsOf, type FactName, facts } from '@cairn/metrics';

export type Value = string | number | boolean | null;

const full = 1 << 20;

/** The files of all facts in a folder, filled side by side. */
export class FactCsv {
  private constructor(private readonly files: ReadonlyMap<FactName, OneCsv>) {}

  static async create(folder: string, tenant: string): Promise<FactCsv> {
    const opened = facts.map(async ({ name }) => [name, new OneCsv(await open(join(folder, `${name}.csv`), 'w'), tenant, columnsOf(name).map((column) => column.name))] as const);
    return new FactCsv(new Map(await Promise.all(opened)));
  }

  /** True when so much is waiting to be written that `flush` is due. */
  add(fact: FactName, rows: readonly object[]): boolean {
    const file = this.files.get(fact);
    if (!file) return false;
    for (const row of rows) file.add(row as Record<string, Value>);
    return file.waiting > full;
  }

  async flush(): Promise<void> {
    for (const file of this.files.values()) await file.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    for (const file of this.files.values()) await file.close();
  }
}

class OneCsv {
  private lines: string[] = [];
  waiting = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly tenant: string,
    private readonly columns: readonly string[],
  ) {
    this.push(columns.join(','));
  }

  add(row: Record<string, Value>): void {
    const [, ...own] = this.columns;
    this.push([this.tenant, ...own.map((column) => cell(row[column] ?? null))].join(','));
  }

  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    const text = `${this.lines.join('\n')}\n`;
    this.lines = [];
    this.waiting = 0;
    await this.file.writeFile(text);
  }

  close = (): Promise<void> => this.file.close();

  private push(line: string): void {
    this.lines.push(line);
    this.waiting += line.length;
  }
}

function cell(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return value === '' || /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
