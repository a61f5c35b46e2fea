import pg from 'pg';
import { withCluster } from '../../cluster.js';
import { atLeast, type Effort, type Figure, type Run } from '../../figure.js';
import { interleave } from '../../pairs.js';
import { Desk } from './desk.js';
import { asSuperuser } from './superuser.js';

const connections = 32;
/** What filing writes and leaves behind, and the note of it; its event goes through the outbox, so that row is made up. */
const tables = ['submission', 'attempt', 'attempt_part', 'audit_entry'] as const;
const event = `INSERT INTO bare_outbox (id, part, event_id, topic, type, subject, tenant_id, version, payload, changed)
  SELECT nextval('bare_outbox_id'), 0, (s->>'id')::uuid, 'cairn.submission.v1', 'cairn.submission.submitted.v1', (s->>'id')::uuid, (s->>'tenant_id')::uuid, 1, repeat('x', 900), '[]'
    FROM json_array_elements($1::json) s`;

/** Cases filed per second, 32 at a time, over bare inserts of the same rows, a transaction for each case. */
export function submissionFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const [pairs, batch] = quick ? [3, 96] : [10, 192];
  return withCluster(async () => {
    const desk = await Desk.open();
    const bare = new pg.Pool({ connectionString: desk.database.workerUrl, max: connections });
    try {
      say(`submissions: ${(pairs + 1) * batch} drafts`);
      const drafts = await inTurns((pairs + 1) * batch, 8, () => desk.drafted());
      await asSuperuser(desk.database, async (admin) => {
        await admin.query('CREATE SEQUENCE bare_outbox_id; GRANT ALL ON SEQUENCE bare_outbox_id TO earners_worker');
        for (const table of [...tables, 'outbox']) await admin.query(`CREATE TABLE bare_${table} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY); GRANT ALL ON bare_${table} TO earners_worker`);
      });
      const filed: string[] = [];
      const ours = async () => {
        const some = drafts.splice(0, batch);
        const perSecond = await rate(some, (id) => desk.file(id));
        filed.push(...some);
        return perSecond;
      };
      // The first pair begins with ours, so that there are rows to repeat.
      let repeated = 0;
      const theirs = async () => {
        const rows = await rowsOf(desk, filed.slice(repeated, repeated + batch));
        repeated += rows.length;
        if (rows.length < batch) throw new Error('fewer rows than cases');
        return rate(rows, (one) => inserted(bare, one));
      };
      say('submissions: filing, and bare inserts of the same rows, in turn');
      // interleave turns the order with every pair; the batch that is repeated is then the one before.
      await ours();
      const run = await interleave('submissions', pairs - 1, ours, theirs);
      const last = run.pairs.at(-1);
      return { figures: [{ ...atLeast('submissions_per_s_x', run.median, 'x', 0.3), note: `last pair ${last?.a.toFixed(0)} cases a second against ${last?.b.toFixed(0)} bare` }], runs: [run] };
    } finally {
      await bare.end();
      await desk.close();
    }
  });
}

/** What there is to insert for each case, as JSON by table. */
async function rowsOf({ database }: Desk, ids: readonly string[]): Promise<Record<string, string>[]> {
  return database.database.work((tx) =>
    tx.compose<Record<string, string>>(
      `SELECT json_agg(row_to_json(s.*))::text AS submission,
              (SELECT json_agg(row_to_json(a.*))::text FROM attempt a WHERE a.submission_id = s.id) AS attempt,
              (SELECT json_agg(row_to_json(p.*))::text FROM attempt_part p WHERE p.submission_id = s.id) AS attempt_part,
              (SELECT json_agg(row_to_json(e.*))::text FROM audit_entry e WHERE e.subject = s.id AND e.action LIKE '%submitted%') AS audit_entry
         FROM submission s WHERE s.id = ANY ($1::uuid[]) GROUP BY s.id`,
      [ids.map((id) => id.slice(4))],
    ),
  );
}

async function inserted(bare: pg.Pool, rows: Record<string, string>): Promise<void> {
  const client = await bare.connect();
  try {
    await client.query('BEGIN');
    for (const table of tables) await client.query({ name: table, text: `INSERT INTO bare_${table} SELECT * FROM json_populate_recordset(null::bare_${table}, $1::json)`, values: [rows[table]] });
    await client.query({ name: 'event', text: event, values: [rows.submission] });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

/** How many of these were done in a second, 32 at a time. */
async function rate<One>(all: readonly One[], work: (one: One) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  const left = [...all];
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one);
    }),
  );
  return (all.length * 1_000) / (performance.now() - started);
}

async function inTurns<Made>(count: number, atOnce: number, make: () => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  let begun = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while ((begun += 1) <= count) made.push(await make());
    }),
  );
  return made;
}
