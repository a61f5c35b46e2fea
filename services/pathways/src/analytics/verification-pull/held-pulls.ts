import { metricOf } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { plainArray } from '../../progress/plain-array.js';

const windowDays = metricOf('M16').window?.days[0] ?? 0;

/** Of these awards those that others verified within the window of M16, and how often. */
export async function heldPulls(tx: Tx, tenant: string, awards: readonly string[]): Promise<(readonly [award: string, n: number])[]> {
  const rows = await tx.query<{ pull: readonly [string, number] }>(
    `SELECT json_build_array(v.award_id, sum(v.n)) AS pull
       FROM award_verification v JOIN holding h ON h.tenant_id = v.tenant_id AND h.award_id = v.award_id
      WHERE v.tenant_id = $1 AND v.award_id = ANY($2::uuid[]) AND v.class IN ('person', 'relying system') AND v.day BETWEEN h.issued_on AND h.issued_on + $3::int
      GROUP BY v.award_id ORDER BY v.award_id`,
    [tenant, plainArray(awards), windowDays],
  );
  return rows.map(({ pull }) => pull);
}
