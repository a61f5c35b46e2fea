import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { columnsOf, type FactName, facts } from '@cairn/metrics';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FactSource } from './fact-source.js';

/** The facts of a tenant in a pathways database, all as of one moment. `close` ends the connection. */
export class DatabaseFacts implements FactSource {
  readonly position: string | null;

  private constructor(
    private readonly client: pg.Client,
    readonly tenant: string,
    readonly observationEnd: string,
    snapshot: string,
  ) {
    this.position = snapshot;
  }

  /** @param url of the database, under a role that may read the facts */
  static async open(url: string, tenant: string, observationEnd: string): Promise<DatabaseFacts> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SELECT set_config('app.tenant', $1, true), set_config('statement_timeout', '0', true), set_config('TimeZone', 'UTC', true)`, [tenant]);
    const { rows } = await client.query<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS snapshot');
    return new DatabaseFacts(client, tenant, observationEnd, rows[0]?.snapshot ?? '');
  }

  async write(folder: string, told: (done: number, total: number) => void): Promise<void> {
    for (const [at, { name }] of facts.entries()) {
      told(at, facts.length);
      if (!(await this.keeps(name))) continue;
      const columns = columnsOf(name).map((column) => pg.escapeIdentifier(column.name)).join(', ');
      const rows = `SELECT ${columns} FROM ${pg.escapeIdentifier(name)} WHERE tenant_id = ${pg.escapeLiteral(this.tenant)}`;
      await pipeline(this.client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT csv, HEADER true)`)), createWriteStream(join(folder, `${name}.csv`)));
    }
    told(facts.length, facts.length);
  }

  private async keeps(fact: FactName): Promise<boolean> {
    const { rows } = await this.client.query<{ kept: boolean }>('SELECT to_regclass($1) IS NOT NULL AS kept', [fact]);
    return rows[0]?.kept ?? false;
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
