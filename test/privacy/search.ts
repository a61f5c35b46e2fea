import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { tells } from './marks.js';

/** A place where a marked value was found: `earners.award`, or a file. Never the value itself. */
export interface Hit {
  readonly place: string;
  readonly count: number;
}

/** Looks through every row of every table of every database of a registry, as text, and through its files and log. */
export class Search {
  constructor(
    private readonly dataDir: string,
    private readonly logFile: string,
  ) {}

  async everything(): Promise<Hit[]> {
    return [...(await this.databases()), ...this.files()];
  }

  private async databases(): Promise<Hit[]> {
    const names = await this.asking('postgres', (client) => rowsOf<{ name: string }>(client, `SELECT datname AS name FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'`));
    const hits: Hit[] = [];
    for (const { name } of names) hits.push(...(await this.asking(name, (client) => this.tables(client, name))));
    return hits;
  }

  private async tables(client: pg.Client, database: string): Promise<Hit[]> {
    const tables = await rowsOf<{ name: string }>(client, `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    const hits: Hit[] = [];
    for (const { name } of tables) {
      const rows = await rowsOf<{ text: string }>(client, `SELECT t::text AS text FROM ${pg.escapeIdentifier(name)} AS t`);
      // Bytes that are text are shown as hexadecimal digits, which `tells` knows.
      const count = rows.filter(({ text }) => tells(text)).length;
      if (count > 0) hits.push({ place: `${database}.${name}`, count });
    }
    return hits;
  }

  private files(): Hit[] {
    const found = [...filesBelow(join(this.dataDir, 'files')), ...filesBelow(join(this.dataDir, 'mail')), this.logFile];
    if (statSync(this.logFile).size === 0) throw new Error('nothing was logged, so there is nothing to search');
    return found.flatMap((path) => {
      const count = readFileSync(path, 'latin1').split('\n').filter(tells).length;
      return count > 0 ? [{ place: path === this.logFile ? 'log' : 'files', count }] : [];
    });
  }

  /** As superuser, whom no row security keeps from anything. */
  private async asking<T>(database: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
    const { database: password } = JSON.parse(readFileSync(join(this.dataDir, 'secrets.json'), 'utf8')) as { database: string };
    const port = Number(readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database });
    await client.connect();
    try {
      return await ask(client);
    } finally {
      await client.end();
    }
  }
}

async function rowsOf<Row extends pg.QueryResultRow>(client: pg.Client, text: string): Promise<Row[]> {
  return (await client.query<Row>(text)).rows;
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());
  } catch {
    return []; // it is not there yet
  }
}
