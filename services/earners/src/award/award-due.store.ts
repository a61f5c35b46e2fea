import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** An award for which the clock has something to do. */
export interface DueAward {
  readonly tenant: string;
  readonly id: string;
}

/** What the clock finds to do, of any tenant: for the worker role. */
@Injectable()
export class AwardDueStore {
  due(tx: Tx, now: Date, limit: number): Promise<DueAward[]> {
    return tx.query(`SELECT tenant_id AS tenant, id FROM award WHERE next_at <= $1 ORDER BY next_at, id LIMIT $2`, [now, limit]);
  }

  /** Looks at an award again at another time: what was to be done for it failed. */
  async putOff(tx: Tx, { tenant, id }: DueAward, until: Date): Promise<void> {
    await tx.query('UPDATE award SET next_at = $3 WHERE tenant_id = $1 AND id = $2 AND next_at IS NOT NULL', [tenant, id, until]);
  }
}
