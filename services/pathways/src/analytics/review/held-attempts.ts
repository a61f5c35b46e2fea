import type { HeldAttempt } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { plainArray } from '../../progress/plain-array.js';
import { inFigures } from '../fact/facts-of-earners.js';

/** Attempts of these earners, as far as they are in figures. */
export function heldAttempts(tx: Tx, tenant: string, earners: readonly string[]): Promise<{ earner: string; attempt: HeldAttempt }[]> {
  return tx.query(
    `SELECT s.earner_id AS earner, json_build_array(s.submission_id, s.attempt, floor(extract(epoch FROM s.submitted_at))::bigint, floor(extract(epoch FROM s.decided_at))::bigint, s.outcome) AS attempt
       FROM submission_attempt s WHERE s.tenant_id = $1 AND s.earner_id = ANY($2::uuid[]) AND ${inFigures('s')} ORDER BY s.earner_id, s.submission_id, s.attempt`,
    [tenant, plainArray(earners)],
  );
}
