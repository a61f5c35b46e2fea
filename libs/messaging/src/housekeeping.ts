import type { Database } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';

const everyMs = 3_600_000;
const firstAfterMs = 60_000;

/** Deletes what is no longer promised: inbox rows after 37 days, change feed after 90, idempotency keys after 7. */
export function startHousekeeping({ database, log }: { database: Database; log: Log }): { stop(): Promise<void> } {
  let working: Promise<void> = Promise.resolve();
  let timer = setTimeout(function tick() {
    working = cleanUp(database).catch((error: unknown) => log.warn({ err: error }, 'housekeeping failed; it is tried again in an hour'));
    timer = setTimeout(tick, everyMs).unref();
  }, firstAfterMs).unref();
  return {
    stop() {
      clearTimeout(timer);
      return working;
    },
  };
}

export async function cleanUp(database: Database): Promise<void> {
  await database.work((tx) => tx.query(`DELETE FROM inbox WHERE received_at < now() - interval '37 days'`));
  await database.work((tx) => tx.query(`DELETE FROM idempotency WHERE created_at < now() - interval '7 days'`));
  await database.work((tx) =>
    tx.query(
      `WITH gone AS (DELETE FROM change_log WHERE recorded_at < now() - interval '90 days' RETURNING seq)
       UPDATE change_head SET pruned_through = greatest(pruned_through, (SELECT max(seq) FROM gone))
       WHERE EXISTS (SELECT 1 FROM gone)`,
    ),
  );
}
