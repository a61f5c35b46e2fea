import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { columnsOf, columnTypes, type Fact, facts } from '@cairn/metrics';
import { Duck, literal } from './duckdb.js';
import type { FactSource } from './fact-source.js';
import { type ExportedFile, type ExportedTable, filePath, type Manifest, readManifest, schemaHash, tablesFolder, writeManifest } from './manifest.js';
import { addPseudonyms } from './pseudonyms.js';

export interface ExportOptions {
  readonly to: string;
  /** Secret of the recipient, under which ids of single cases are replaced; null for ids of nobody. */
  readonly secret: string | null;
  readonly now: Date;
  readonly threads?: number;
  readonly memory?: string;
  /** Called with what is being done and how much of it is. */
  readonly told?: (what: string, done: number, total: number) => void;
}

/** How long files that no manifest names any more are kept for readers of an old one. */
const keptMs = 7 * 86_400_000;
const rowGroup = 100_000;
/** So many calendar years, that of the end of observation included, have a file for each month: there most of what is told late belongs. */
const yearsByMonth = 2;

/**
 * Writes the facts of a tenant as Parquet, a file for each table and month, those of long ago for each year, since whoever asks
 * opens them all; and its manifest last. A month that did not change keeps its file; one that did becomes a new generation. Run
 * again it changes nothing.
 */
export async function writeExport(source: FactSource, { to, secret, now, threads, memory, told }: ExportOptions): Promise<Manifest> {
  const before = await readManifest(to, source.tenant);
  await mkdir(join(to, tablesFolder), { recursive: true });
  const staging = await mkdtemp(join(to, tablesFolder, '.staging-'));
  const duck = await Duck.open({ threads, memory, patienceMs: null, file: join(staging, 'staged.duckdb') });
  try {
    if (secret !== null) addPseudonyms(duck, secret);
    await source.write(staging, (done, total) => told?.('facts', done, total));
    const tables: ExportedTable[] = [];
    const kept = facts.filter(({ name }) => existsSync(join(staging, `${name}.csv`)));
    for (const [at, fact] of kept.entries()) {
      told?.('files', at, kept.length);
      const old = before?.manifest.tables.find(({ name }) => name === fact.name)?.files ?? [];
      tables.push(await new TableExport(duck, source, fact, { to, staging, old, isReplaced: secret !== null }).write());
    }
    told?.('files', kept.length, kept.length);
    const { tenant, observationEnd, position } = source;
    const manifest: Manifest = { format: 'cairn-analytics/v1', tenant, exportedAt: now.toISOString(), observationEnd, position, schemaHash: schemaHash(), tables, previous: before?.sum ?? null };
    await writeManifest(to, manifest);
    await letGo(to, before?.manifest ?? null, manifest, now);
    await sweep(to, manifest, now);
    return manifest;
  } finally {
    duck.close();
    await rm(staging, { recursive: true, force: true });
  }
}

class TableExport {
  constructor(
    private readonly duck: Duck,
    private readonly source: Pick<FactSource, 'tenant' | 'observationEnd'>,
    private readonly fact: Fact,
    private readonly place: { readonly to: string; readonly staging: string; readonly old: readonly ExportedFile[]; readonly isReplaced: boolean },
  ) {}

  async write(): Promise<ExportedTable> {
    const { name } = this.fact;
    const csv = join(this.place.staging, `${name}.csv`);
    const columns = columnTypes(name, 'duckdb');
    const read = `{${columns.map((column) => `${literal(column.name)}: ${literal(column.type)}`).join(', ')}}`;
    // In order, so that the rows of a month lie together and are found without looking at all.
    const values = columnsOf(name).map((column) => (this.place.isReplaced && (column.type === 'earner' || column.type === 'case') ? `pseudonym(${column.name}) AS ${column.name}` : column.name));
    await this.duck.run(
      `CREATE TABLE staged AS SELECT ${values.join(', ')}, ${this.month} AS "month" FROM read_csv(${literal(csv)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false, columns = ${read}) ORDER BY ${['"month"', ...this.order].join(', ')}`,
    );
    await rm(csv);
    const months = await this.duck.rows(`SELECT "month" AS "month", count(*) AS rows, ${this.ends} FROM staged GROUP BY 1 ORDER BY 1`);
    const files: ExportedFile[] = [];
    for (const { month, rows, first, last } of months) files.push(await this.writeMonth(String(month), { rows: Number(rows), minDate: textOf(first), maxDate: textOf(last) }));
    await this.duck.run('DROP TABLE staged');
    return { name, columns, files, rows: files.reduce((total, file) => total + file.rows, 0) };
  }

  /** The month of the fact's own day, of one of long ago its year. */
  private get month(): string {
    const { filedBy } = this.fact;
    if (filedBy === null) return `'all'`;
    const day = `CAST(${filedBy} AS TIMESTAMP)`;
    const firstByMonth = Number(this.source.observationEnd.slice(0, 4)) - yearsByMonth + 1;
    return `CASE WHEN year(${day}) < ${firstByMonth} THEN strftime(${day}, '%Y') ELSE strftime(${day}, '%Y-%m') END`;
  }

  /** By earner, then by day, then by what makes a row one of its kind. */
  private get order(): readonly string[] {
    const { columns, filedBy, key } = this.fact;
    const earner = columns.some((column) => column.name === 'earner_key') ? ['earner_key'] : [];
    return [...new Set([...earner, ...(filedBy === null ? [] : [filedBy]), ...key])];
  }

  private get ends(): string {
    const { filedBy } = this.fact;
    return filedBy === null ? 'NULL AS first, NULL AS last' : `CAST(CAST(min(${filedBy}) AS DATE) AS VARCHAR) AS first, CAST(CAST(max(${filedBy}) AS DATE) AS VARCHAR) AS last`;
  }

  private async writeMonth(month: string, known: Pick<ExportedFile, 'rows' | 'minDate' | 'maxDate'>): Promise<ExportedFile> {
    const { name } = this.fact;
    const made = join(this.place.staging, `${name}-${month}.parquet`);
    const rows = `SELECT ${columnsOf(name).map((column) => column.name).join(', ')} FROM staged WHERE "month" = ${literal(month)} ORDER BY ${this.order.join(', ')}`;
    await this.duck.run(`COPY (${rows}) TO ${literal(made)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroup})`);
    const sha256 = await sumOf(made);
    const old = this.place.old.find((file) => file.month === month);
    if (old && old.sha256 === sha256) return old;
    const folder = join(this.place.to, filePath(name, this.source.tenant, month, 1), '..');
    await mkdir(folder, { recursive: true });
    // Never a name that a manifest of before may have told: a month can go away and come again.
    const generation = 1 + Math.max(old?.generation ?? 0, ...(await readdir(folder)).map(generationOf));
    const path = filePath(name, this.source.tenant, month, generation);
    const { size: bytes } = await stat(made);
    await rename(made, join(this.place.to, path));
    return { path, month, generation, bytes, sha256, ...known };
  }
}

const generationOf = (file: string): number => Number(/^g(\d+)\.parquet$/.exec(file)?.[1] ?? 0);

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** SHA-256 of a file, in hexadecimal digits. */
export async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** What the manifest before named and this one does not is kept from now on, however long ago it was written. */
async function letGo(to: string, before: Manifest | null, manifest: Manifest, now: Date): Promise<void> {
  const named = new Set(pathsOf(manifest));
  for (const path of before ? pathsOf(before) : []) if (!named.has(path) && existsSync(join(to, path))) await utimes(join(to, path), now, now);
}

const pathsOf = ({ tables }: Manifest): string[] => tables.flatMap(({ files }) => files.map(({ path }) => path));

/** Takes away files of the tenant that the manifest does not name, once they are old enough. */
async function sweep(to: string, manifest: Manifest, now: Date): Promise<void> {
  const { tenant } = manifest;
  const named = new Set(pathsOf(manifest).map((path) => join(to, path)));
  for (const { name } of facts) {
    const folder = join(to, tablesFolder, name, `tenant=${tenant}`);
    const found = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const file of found.filter((path) => path.endsWith('.parquet')).map((path) => join(folder, path))) {
      if (!named.has(file) && now.getTime() - (await stat(file)).mtimeMs > keptMs) await rm(file);
    }
  }
}
