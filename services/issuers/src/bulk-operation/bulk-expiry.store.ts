import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

interface Named {
  readonly tenant: string;
  readonly id: string;
}

/** What is over its time, over all tenants. */
@Injectable()
export class BulkExpiryStore {
  /** Operations whose result is to be removed. */
  over(tx: Tx, now: Date, limit: number): Promise<Named[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, id FROM bulk_operation WHERE expires_at <= $1 AND state IN ('FINISHED', 'FAILED', 'CANCELLED') ORDER BY expires_at, id LIMIT $2`,
      [now, limit],
    );
  }

  /** Digests of every part that was begun, whether or not it counts. */
  async digests(tx: Tx, { tenant, id }: Named): Promise<string[]> {
    const rows = await tx.query<{ digest: string }>('SELECT digest FROM bulk_part WHERE tenant_id = $1 AND operation_id = $2', [tenant, id]);
    return rows.map(({ digest }) => digest);
  }

  async expire(tx: Tx, { tenant, id }: Named): Promise<void> {
    await tx.query('DELETE FROM bulk_part WHERE tenant_id = $1 AND operation_id = $2', [tenant, id]);
    await tx.query(`UPDATE bulk_operation SET state = 'EXPIRED', query = '', parts = 0 WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
  }

  /** @param before of results that had been removed by then */
  async forget(tx: Tx, before: Date): Promise<void> {
    await tx.query(`DELETE FROM bulk_operation WHERE state = 'EXPIRED' AND created_at < $1`, [before]);
  }
}
