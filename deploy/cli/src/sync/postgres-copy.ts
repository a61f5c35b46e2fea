import type { ChangeBatch } from '@cairn/client';
import pg from 'pg';
import type { Copy } from './follow.js';
import { lastWords } from './objects.js';

const tables = `
  CREATE TABLE IF NOT EXISTS cairn_object (
    id text PRIMARY KEY, type text NOT NULL, version integer NOT NULL, changed_at timestamptz NOT NULL, node jsonb NOT NULL
  );
  CREATE INDEX IF NOT EXISTS cairn_object_type ON cairn_object (type);
  CREATE TABLE IF NOT EXISTS cairn_position (single boolean PRIMARY KEY DEFAULT true CHECK (single), position text NOT NULL)`;

const upsert = `
  INSERT INTO cairn_object (id, type, version, changed_at, node)
  SELECT * FROM unnest($1::text[], $2::text[], $3::integer[], $4::timestamptz[], $5::jsonb[])
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at, node = excluded.node
  WHERE cairn_object.version <= excluded.version`;

const note = `INSERT INTO cairn_position (position) VALUES ($1) ON CONFLICT (single) DO UPDATE SET position = excluded.position`;

/** A copy of the registry in two tables of a PostgreSQL database; every batch is one transaction with its position. */
export async function openPostgresCopy(url: string): Promise<Copy> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let position = await begin(client).catch(async (error: unknown) => {
    await client.end();
    throw error;
  });

  const inTransaction = async (work: () => Promise<void>) => {
    await client.query('BEGIN');
    try {
      await work();
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
  };
  return {
    position: () => position,
    async apply(batch: ChangeBatch) {
      const last = [...lastWords(batch.changes).values()];
      const there = last.filter(({ op, node }) => op === 'UPSERT' && node !== null);
      const gone = last.filter(({ op, node }) => op === 'DELETE' || node === null).map(({ id }) => id);
      await inTransaction(async () => {
        if (there.length > 0) {
          const column = (pick: (change: (typeof there)[number]) => unknown) => there.map(pick);
          await client.query(upsert, [
            column(({ id }) => id),
            column(({ type }) => type),
            column(({ version }) => version),
            column(({ changedAt }) => changedAt),
            column(({ node }) => JSON.stringify(node)),
          ]);
        }
        if (gone.length > 0) await client.query('DELETE FROM cairn_object WHERE id = ANY($1)', [gone]);
        await client.query(note, [batch.position]);
      });
      position = batch.position;
    },
    settle: async () => undefined,
    async startAgain() {
      await client.query('TRUNCATE cairn_object, cairn_position');
      position = null;
    },
    close: () => client.end(),
  };
}

/** Makes what is missing and reads how far the copy got. */
async function begin(client: pg.Client): Promise<string | null> {
  await client.query(tables);
  const { rows } = await client.query<{ position: string }>('SELECT position FROM cairn_position');
  return rows[0]?.position ?? null;
}
