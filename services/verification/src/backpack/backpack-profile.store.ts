import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Profiles that wallets wrote for their persons, sealed. */
@Injectable()
export class BackpackProfileStore {
  async of(tx: Tx, tenant: string, earner: string): Promise<Buffer | undefined> {
    const [row] = await tx.query<{ sealed: Buffer }>(`SELECT sealed FROM backpack_profile WHERE tenant_id = $1 AND earner_id = $2`, [tenant, earner]);
    return row?.sealed;
  }

  async put(tx: Tx, tenant: string, earner: string, sealed: Buffer, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO backpack_profile (tenant_id, earner_id, sealed, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at`,
      [tenant, earner, sealed, at],
    );
  }

  async remove(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query(`DELETE FROM backpack_profile WHERE tenant_id = $1 AND earner_id = $2`, [tenant, earner]);
  }
}
