import { generateKeyPairSync, sign } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { withCluster } from '../cluster.js';
import { atLeast, type Effort, type Figure, type Run } from '../figure.js';
import { runOf } from '../pairs.js';
import { Copies } from './bulk/copies.js';
import { BulkLab } from './bulk/lab.js';

const tables = { award_state: 'award_id', credential: 'id', credential_document: 'credential_id' } as const;

/**
 * Awards taken over for later signing (state, place in a status list, intent, events) over COPY of the rows that come of it; and
 * documents signed and stored at once over what COPY of them and bare signatures on every core would take one after the other.
 */
export function bulkFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const [pairs, count] = quick ? [3, 4_000] : [10, 20_000];
  return withCluster(async () => {
    const lab = await BulkLab.open();
    const copies = await new Copies(lab.service.test).open(Object.keys(tables));
    try {
      const lazy: { a: number; b: number }[] = [];
      const eager: { a: number; b: number }[] = [];
      for (let pair = 0; pair <= pairs; pair += 1) {
        say(`bulk: ${count} awards, ${pair} of ${pairs}`);
        // Made before the clock runs: making them is the business of whoever awards.
        const batches = lab.awards(count);
        const taken = await rate(copies, count, () => lab.take(batches));
        const signed = await rate(copies, count, () => lab.sign());
        const rows = await copied(copies);
        const intents = await rate(copies, count, () => copyAll(copies, rows, ['award_state', 'credential']));
        const documents = await rate(copies, count, () => copyAll(copies, rows, ['credential_document']));
        const limit = 1 / (1 / documents + 1 / (rawSignatures() * availableParallelism()));
        if (pair === 0) continue;
        lazy.push({ a: taken, b: intents });
        eager.push({ a: signed, b: limit });
      }
      const pending = await copies.count(`SELECT count(*) AS n FROM credential WHERE state <> 'SIGNED'`);
      if (pending > 0) throw new Error(`${pending} credentials are not signed`);
      const runs = [runOf('bulk_lazy', lazy), runOf('bulk_eager', eager)] as const;
      return {
        figures: [
          { ...atLeast('issue_bulk_share_of_limit', runs[1].median, 'x', 0.5), note: noteOf(count, eager) },
          { ...atLeast('bulk_lazy_share_of_copy', runs[0].median, 'x', 0.5), note: noteOf(count, lazy) },
        ],
        runs: [...runs],
      };
    } finally {
      await copies.close();
      await lab.service.close();
    }
  });
}

async function rate(copies: Copies, count: number, work: () => Promise<void>): Promise<number> {
  await copies.checkpoint();
  const started = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - started);
}

/** The newest rows of each table. */
async function copied(copies: Copies): Promise<Map<string, Buffer>> {
  const rows = new Map<string, Buffer>();
  for (const [table, key] of Object.entries(tables)) rows.set(table, await copies.rowsOf(table, key));
  return rows;
}

async function copyAll(copies: Copies, rows: ReadonlyMap<string, Buffer>, of: readonly (keyof typeof tables)[]): Promise<void> {
  for (const table of of) await copies.copy(table, rows.get(table) ?? Buffer.alloc(0));
}

/** Ed25519 signatures of one core in a second. */
function rawSignatures(): number {
  const { privateKey } = generateKeyPairSync('ed25519');
  const message = Buffer.alloc(64, 7);
  const until = performance.now() + 300;
  const started = performance.now();
  let signed = 0;
  while (performance.now() < until) {
    sign(null, message, privateKey);
    signed += 1;
  }
  return (signed * 1_000) / (performance.now() - started);
}

function noteOf(count: number, pairs: readonly { a: number; b: number }[]): string {
  const last = pairs.at(-1);
  return `${count} awards; last pair ${Math.round(last?.a ?? 0)}/s against ${Math.round(last?.b ?? 0)}/s`;
}
