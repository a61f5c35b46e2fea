import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

export interface SealedSecret {
  readonly tenant: string;
  readonly id: string;
  readonly sealed: Buffer;
}

@Injectable()
export class SealedSecretStore {
  async insert(tx: Tx, { tenant, id, sealed }: SealedSecret): Promise<void> {
    await tx.query(`INSERT INTO sealed_secret (tenant_id, id, sealed) VALUES ($1, $2, $3)`, [tenant, id, sealed]);
  }

  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<SealedSecret[]> {
    return tx.query(`SELECT tenant_id AS tenant, id, sealed FROM sealed_secret WHERE tenant_id = $1 AND id = ANY($2::uuid[])`, [
      tenant,
      ids,
    ]);
  }
}
