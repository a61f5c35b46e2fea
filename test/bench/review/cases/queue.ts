import { withCluster } from '../../cluster.js';
import { atMost, type Effort, type Figure, type Run } from '../../figure.js';
import { median } from '../../quantile.js';
import { asSuperuser } from './superuser.js';
import { Desk } from './desk.js';

const queue = `query ($representations: [_Any!]!, $filter: ReviewQueueFilter) { _entities(representations: $representations) { ... on Issuer {
  reviewQueue(first: 50, filter: $filter) { nodes { id title dueAt overdue state language attempt } pageInfo { endCursor hasNextPage } } } } }`;

interface Answer {
  readonly _entities: readonly { readonly reviewQueue: { readonly nodes: readonly object[] } }[];
}

/** The first page of 50 of an issuer's queue in which 200,000 cases wait: the median time, all of the service in it. */
export function queueFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const open = quick ? 20_000 : 200_000;
  return withCluster(async () => {
    const desk = await Desk.open();
    try {
      say(`queue: ${open} open cases`);
      await fill(desk, open);
      const reviewer = desk.member(['REVIEW']);
      const representations = [{ __typename: 'Issuer', id: `iss_${desk.version.issuer}` }];
      const medians: number[] = [];
      for (const filter of [{}, { overdue: true }]) {
        const times: number[] = [];
        for (let ask = 0; ask < 35; ask += 1) {
          const started = performance.now();
          const { _entities: found } = await desk.query<Answer>(reviewer, queue, { representations, filter });
          if (found[0]?.reviewQueue.nodes.length !== 50) throw new Error(`a page of ${found[0]?.reviewQueue.nodes.length}`);
          if (ask >= 5) times.push(performance.now() - started);
        }
        medians.push(median(times));
      }
      const [all = Number.NaN, overdue = Number.NaN] = medians;
      return { figures: [{ ...atMost('review_queue_page_ms', Math.max(all, overdue), 'ms', 30), note: `${open} open cases of one issuer; all ${all.toFixed(1)} ms, overdue ones ${overdue.toFixed(1)} ms` }], runs: [] };
    } finally {
      await desk.close();
    }
  });
}

/** Filed over a hundred days, a tenth of them overdue. */
async function fill({ database, tenant, version }: Desk, count: number): Promise<void> {
  await asSuperuser(database, async (admin) => {
    await admin.query(
      `INSERT INTO submission (tenant_id, id, number, earner_id, sealed_for, issuer_id, achievement_id, achievement_version_id, language, state, attempt, revision,
         submitted_at, due_at, version, created_at, updated_at)
       SELECT $1, ('019b5000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'S-' || lpad(n::text, 10, '0'),
         ('019b6000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ('019b6000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
         $2, $3, $4, 'en', CASE WHEN n % 3 = 0 THEN 'IN_REVIEW' ELSE 'SUBMITTED' END, 1, 1, now() - interval '20 days', now() + (n % 100 - 10) * interval '1 day',
         2, now() - interval '21 days', now() - interval '20 days'
       FROM generate_series(1, $5::int) n`,
      [tenant, version.issuer, version.achievement, version.achievementVersion, count],
    );
    await admin.query(
      `INSERT INTO attempt (tenant_id, submission_id, number, achievement_version_id, statements, submitted_at)
       SELECT tenant_id, id, 1, achievement_version_id, '{}', submitted_at FROM submission`,
    );
    await admin.query('VACUUM ANALYZE submission, attempt');
  });
}
