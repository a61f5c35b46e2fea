import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { clusterAddress, type TestDatabase } from '@cairn/testkit';

/** COPY of award rows into a table with the columns and indexes of `award`: what the store can do at most. */
export class CopyOfAwards {
  private readonly admin: pg.Client;
  private columns = '';
  private copies = 0;

  constructor({ ownerUrl }: TestDatabase) {
    const url = new URL(clusterAddress());
    url.pathname = new URL(ownerUrl).pathname;
    this.admin = new pg.Client({ connectionString: url.href });
  }

  async open(): Promise<this> {
    await this.admin.connect();
    await this.admin.query('CREATE TABLE award_copied (LIKE award INCLUDING ALL)');
    const { rows } = await this.admin.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'award' ORDER BY ordinal_position`,
    );
    this.columns = rows.map(({ name }) => name).join(', ');
    return this;
  }

  /** The rows of an import as COPY writes them, under ids and references of their own, so that they can be copied more than once. */
  async rowsOf(batch: number): Promise<Buffer> {
    this.copies += 1;
    const digit = this.copies.toString(16).padStart(2, '0');
    const selected = this.columns
      .replace(/\bid\b/, `overlay(id::text placing '${digit}' from 35)::uuid AS id`)
      .replace(/\bpartner_reference\b/, `partner_reference || '-c${this.copies}' AS partner_reference`);
    return buffer(this.admin.query(copyTo(`COPY (SELECT ${selected} FROM award WHERE partner_reference LIKE 'b${batch}-%') TO STDOUT`)));
  }

  async copy(rows: Buffer): Promise<void> {
    await pipeline(Readable.from(chunksOf(rows)), this.admin.query(copyFrom(`COPY award_copied (${this.columns}) FROM STDIN`)));
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
