import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { clusterAddress, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** COPY of rows of a table into one with the same columns and indexes: what the store can do at most. */
export class Copies {
  private readonly admin: pg.Client;

  constructor({ ownerUrl }: Pick<TestDatabase, 'ownerUrl'>) {
    const url = new URL(clusterAddress());
    url.pathname = new URL(ownerUrl).pathname;
    this.admin = new pg.Client({ connectionString: url.href });
  }

  async open(tables: readonly string[]): Promise<this> {
    await this.admin.connect();
    for (const table of tables) await this.admin.query(`CREATE TABLE ${table}_copied (LIKE ${table} INCLUDING ALL)`);
    return this;
  }

  /** The rows of a table that are not copied yet, as COPY writes them. */
  rowsOf(table: string, key: string): Promise<Buffer> {
    const rows = `SELECT t.* FROM ${table} t WHERE NOT EXISTS (SELECT 1 FROM ${table}_copied c WHERE c.tenant_id = t.tenant_id AND c.${key} = t.${key})`;
    return buffer(this.admin.query(copyTo(`COPY (${rows}) TO STDOUT`)));
  }

  async copy(table: string, rows: Buffer): Promise<void> {
    await pipeline(Readable.from(chunksOf(rows)), this.admin.query(copyFrom(`COPY ${table}_copied FROM STDIN`)));
  }

  async count(query: string): Promise<number> {
    const { rows } = await this.admin.query<{ n: string }>(query);
    return Number(rows[0]?.n);
  }

  async checkpoint(): Promise<void> {
    await this.admin.query('CHECKPOINT');
  }

  close(): Promise<void> {
    return this.admin.end();
  }
}

function* chunksOf(rows: Buffer): Generator<Buffer> {
  for (let at = 0; at < rows.length; at += 65_536) yield rows.subarray(at, at + 65_536);
}
