import type { HeldCycle } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { plainArray } from '../../progress/plain-array.js';

/** Cycles of these awards, in order of awards and days. */
export async function heldCycles(tx: Tx, tenant: string, awards: readonly string[]): Promise<HeldCycle[]> {
  const rows = await tx.query<{ cycle: HeldCycle }>(
    `SELECT json_build_array(award_id, start_on - DATE '1970-01-01', end_on - DATE '1970-01-01', grace_end_on - DATE '1970-01-01', met_on - DATE '1970-01-01') AS cycle
       FROM award_cycle y WHERE y.tenant_id = $1 AND y.award_id = ANY($2::uuid[]) ORDER BY y.award_id, y.cycle`,
    [tenant, plainArray(awards)],
  );
  return rows.map(({ cycle }) => cycle);
}
