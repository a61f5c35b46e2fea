import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';

/** A row with values as JSON has them. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface DuckOptions {
  readonly threads?: number;
  /** For example `1GB`. */
  readonly memory?: string;
  /** A statement that takes longer is ended, in ms; null for none. */
  readonly patienceMs?: number | null;
  /** A file that does not exist yet, for what need not fit into memory; left out: all is kept in memory. */
  readonly file?: string;
}

/** DuckDB in this process, with limits. */
export class Duck {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly patienceMs: number | null,
  ) {}

  static async open({ threads = 2, memory = '2GB', patienceMs = 30_000, file = ':memory:' }: DuckOptions = {}): Promise<Duck> {
    const instance = await DuckDBInstance.create(file, { threads: String(threads), memory_limit: memory, autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' });
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    return new Duck(instance, connection, patienceMs);
  }

  /** From now on nothing but these files is read, nothing is written, and no setting can be changed. */
  async shutIn(files: readonly string[]): Promise<void> {
    await this.run(`SET allowed_paths = [${files.map(literal).join(', ')}]`);
    await this.run('SET enable_external_access = false');
    await this.run('SET lock_configuration = true');
  }

  async run(text: string, values: readonly DuckDBValue[] = []): Promise<void> {
    await this.watched(() => this.connection.run(text, [...values]));
  }

  /** Numbers that JavaScript cannot hold exactly come as text. */
  async rows(text: string, values: readonly DuckDBValue[] = []): Promise<Row[]> {
    const found = await this.watched(() => this.connection.runAndReadAll(text, [...values]));
    const columns = found.columnNames().map((name, at) => ({ name, isNumber: numbers.has(found.columnTypeId(at)) }));
    return found.getRowsJson().map((row) => Object.fromEntries(columns.map(({ name, isNumber }, at) => [name, plain(row[at], isNumber)])));
  }

  /** The names of what a statement answers with; needed where there are no rows. */
  async columns(text: string, values: readonly DuckDBValue[] = []): Promise<readonly string[]> {
    return (await this.watched(() => this.connection.runAndReadAll(text, [...values]))).columnNames();
  }

  /** For what needs more than SQL, for example functions of ours. */
  get raw(): DuckDBConnection {
    return this.connection;
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private async watched<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.patienceMs === null) return work();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.connection.interrupt();
    }, this.patienceMs);
    try {
      return await work();
    } catch (error) {
      const [, absent] = /Table with name ((?:fact|dim)_\w+) does not exist/.exec(String(error)) ?? [];
      if (absent) throw new Error(`There is no ${absent} here: its source keeps none.`, { cause: error });
      if (late) throw new Error(`The query took longer than ${this.patienceMs / 1_000} s and was ended.`, { cause: error });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A text in quotes. */
export const literal = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;

/** What comes as text since it may be too large for a number of JavaScript. */
const numbers: ReadonlySet<DuckDBTypeId> = new Set([DuckDBTypeId.BIGINT, DuckDBTypeId.UBIGINT, DuckDBTypeId.HUGEINT, DuckDBTypeId.DECIMAL]);

function plain(value: unknown, isNumber: boolean): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return JSON.stringify(value);
  const short = isNumber && value.length <= 15;
  return short ? Number(value) : value;
}
