import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Which award another one took the place of. */
export interface Replaced {
  readonly id: string;
  readonly by: string;
}

/** Awards that were replaced, found from the ones that took their place. */
@Injectable()
export class ReplacedAwardStore {
  byReplacing(tx: Tx, tenant: string, awards: readonly string[]): Promise<Replaced[]> {
    return tx.query('SELECT id, replaced_by AS by FROM award WHERE tenant_id = $1 AND replaced_by = ANY($2::uuid[])', [tenant, awards]);
  }
}
