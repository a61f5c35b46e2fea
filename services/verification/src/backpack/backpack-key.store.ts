import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

@Injectable()
export class BackpackKeyStore {
  /** The sealed keys of those of these earners who have a backpack. */
  of(tx: Tx, tenant: string, earners: readonly string[]): Promise<{ earner: string; sealed: Buffer }[]> {
    return tx.query(`SELECT earner_id AS earner, sealed FROM backpack_key WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])`, [tenant, earners]);
  }

  /** Keeps a key unless there is one. */
  async insert(tx: Tx, tenant: string, earner: string, sealed: Buffer, at: Date): Promise<void> {
    await tx.query(`INSERT INTO backpack_key (tenant_id, earner_id, sealed, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [tenant, earner, sealed, at]);
  }

  /** Destroys a key: whatever was sealed under it is noise from now on, in backups, too. */
  async destroy(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query(`DELETE FROM backpack_key WHERE tenant_id = $1 AND earner_id = $2`, [tenant, earner]);
  }
}
