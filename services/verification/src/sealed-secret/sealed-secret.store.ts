import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

export interface SealedSecret {
  readonly tenant: string;
  readonly id: string;
  readonly sealed: Buffer;
}

@Injectable()
export class SealedSecretStore {
  /** @param signs a private signing key: from then on the signer alone reads it */
  async insert(tx: Tx, { tenant, id, sealed }: SealedSecret, signs = false): Promise<void> {
    await tx.query(`INSERT INTO sealed_secret (tenant_id, id, sealed, signs) VALUES ($1, $2, $3, $4)`, [tenant, id, sealed, signs]);
  }

  /** Of private signing keys none is found, except under the role of the signer. */
  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<SealedSecret[]> {
    return tx.query(`SELECT tenant_id AS tenant, id, sealed FROM sealed_secret WHERE tenant_id = $1 AND id = ANY($2::uuid[])`, [
      tenant,
      ids,
    ]);
  }
}
