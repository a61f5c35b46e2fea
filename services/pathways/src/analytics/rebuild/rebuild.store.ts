import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Tenants whose sums are to be made anew. */
@Injectable()
export class RebuildStore {
  async want(tx: Tx, tenant: string): Promise<void> {
    await tx.query('INSERT INTO rollup_wanted (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING', [tenant]);
  }
}
