import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

export interface FunnelTotals {
  readonly enrolled: number;
  readonly completed: number;
  readonly withdrawn: number;
}

export interface StepCount {
  /** From 1, in declared order. */
  readonly step: number;
  readonly reached: number;
  readonly converted: number;
  readonly already: number;
}

/** M8 and M9 of one pathway version (analytics.md section 3). */
@Injectable()
export class FunnelStore {
  async totals(tx: Tx, tenant: string, version: string, window: number, asOf: string): Promise<FunnelTotals> {
    const [row] = await tx.query<FunnelTotals>(
      `SELECT count(1)::int AS enrolled, (count(1) FILTER (WHERE c.completed_on - e.enrolled_on <= $3::int))::int AS completed,
              (count(1) FILTER (WHERE e.withdrawn_on - e.enrolled_on <= $3::int))::int AS withdrawn
         FROM fact_enrolment e LEFT JOIN fact_completion c ON c.tenant_id = e.tenant_id AND c.enrolment = e.enrolment
        WHERE e.tenant_id = $1 AND e.version = $2 AND e.enrolled_on + $3::int <= $4::date`,
      [tenant, version, window, asOf],
    );
    return row ?? { enrolled: 0, completed: 0, withdrawn: 0 };
  }

  steps(tx: Tx, tenant: string, version: string, window: number, asOf: string): Promise<StepCount[]> {
    return tx.query(
      `SELECT a.step, count(1)::int AS reached, (count(1) FILTER (WHERE b.reached_on - a.reached_on <= $3::int))::int AS converted,
              (count(1) FILTER (WHERE b.reached_on <= a.reached_on))::int AS already
         FROM fact_enrolment e
         JOIN fact_step a ON a.tenant_id = e.tenant_id AND a.enrolment_id = e.enrolment
         LEFT JOIN fact_step b ON b.tenant_id = a.tenant_id AND b.enrolment_id = a.enrolment_id AND b.step = a.step + 1
        WHERE e.tenant_id = $1 AND e.version = $2 AND a.reached_on + $3::int <= $4::date
        GROUP BY a.step ORDER BY a.step`,
      [tenant, version, window, asOf],
    );
  }
}
