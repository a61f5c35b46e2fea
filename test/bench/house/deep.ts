import pg from 'pg';
import { clusterAddress } from '@cairn/testkit';
import { withCluster } from '../cluster.js';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { interleave } from '../pairs.js';
import { type EarnersLab, openEarnersLab } from './earners/lab.js';

const page = `query ($first: Int!, $after: Cursor) {
  awards(first: $first, after: $after) { nodes { id awardedOn state snapshot { achievementName } } pageInfo { endCursor } }
}`;

interface Page {
  readonly awards: { readonly nodes: readonly unknown[]; readonly pageInfo: { readonly endCursor: string } };
}

/** A page of 100 awards behind a million others over the first page. */
export function deepFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const depth = quick ? 100_000 : 1_000_000;
  return withCluster(async () => {
    const lab = await openEarnersLab();
    try {
      // The place to go on from is taken while its award is the only one; then the others come before and after it.
      await fill(lab, 1, '2021-01-01', 0);
      const { pageInfo } = (await lab.ask<Page>(page, { first: 1 })).awards;
      say(`deep: ${depth} awards before the page`);
      await fill(lab, depth, '2021-01-02', 1);
      await fill(lab, 200, '2020-01-01', depth + 1);
      const time = (after: string | null) => async () => {
        const started = performance.now();
        for (let ask = 0; ask < 20; ask += 1) {
          const { nodes } = (await lab.ask<Page>(page, { first: 100, after })).awards;
          if (nodes.length !== 100) throw new Error(`a page of ${nodes.length}`);
        }
        return (performance.now() - started) / 20;
      };
      await time(null)();
      await time(pageInfo.endCursor)();
      const run = await interleave('deep_page', quick ? 5 : 20, time(pageInfo.endCursor), time(null));
      const last = run.pairs.at(-1);
      const note = `page of 100 behind ${depth} awards; last pair ${last?.a.toFixed(1)} ms against ${last?.b.toFixed(1)} ms`;
      return { figures: [{ ...atMost('deep_page_x', run.median, 'x', 2), note }], runs: [run] };
    } finally {
      await lab.close();
    }
  });
}

/** Puts awards into the table, some on each day from `from` on; ids are UUIDv7 in form. */
async function fill({ database, tenant, version }: EarnersLab, count: number, from: string, firstNumber: number): Promise<void> {
  const url = new URL(clusterAddress());
  url.pathname = new URL(database.ownerUrl).pathname;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    await admin.query(
      `INSERT INTO award (tenant_id, id, earner_id, issuer_id, achievement_id, achievement_version_id, issuer_name, state, suspension_causes,
         awarded_on, partner_reference, results, visibility, standing, version, created_at, updated_at)
       SELECT $1, (lpad(to_hex(1767225600000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
         ('00000000000070008000' || lpad(to_hex(n % 50000), 12, '0'))::uuid, $2, $3, $4, 'Tidal Museum', 'ACTIVE', '{}',
         $5::date + (n % 300)::int, 'r' || n, '[]', 'PRIVATE', false, 1, now(), now()
       FROM generate_series($6::bigint, $6::bigint + $7 - 1) AS n`,
      [tenant, version.issuer, version.achievement, version.version, from, firstNumber, count],
    );
    await admin.query('VACUUM ANALYZE award');
  } finally {
    await admin.end();
  }
}
