import type { CreditCycleFact } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Cycles of awards as the earners service tells of them, complete each time. */
@Injectable()
export class CycleStore {
  /** @param metOn the day on which it was met; null when it was not */
  async put(tx: Tx, tenant: string, { award, cycle, version, starts, ends, graceEnds }: CreditCycleFact, metOn: string | null): Promise<Outcome> {
    const rows = await tx.query(
      `INSERT INTO award_cycle (tenant_id, award_id, cycle, start_on, end_on, grace_end_on, met_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (tenant_id, award_id, cycle) DO UPDATE SET start_on = excluded.start_on, end_on = excluded.end_on, grace_end_on = excluded.grace_end_on,
         met_on = excluded.met_on, version = excluded.version WHERE award_cycle.version < excluded.version
       RETURNING 1`,
      [tenant, award, cycle, starts, ends, graceEnds ?? ends, metOn, version],
    );
    return rows.length > 0 ? 'applied' : 'stale';
  }
}
