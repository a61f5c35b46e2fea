import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ClientTerms } from './principal.js';

export interface FoundClient extends ClientTerms {
  readonly tenant: string;
  readonly client: string;
}

const columns = `c.tenant_id AS tenant, c.id AS client, c.operator, c.origins, c.operations_only AS "operationsOnly", c.limit_class AS "limitClass"`;

@Injectable()
export class PrincipalStore {
  /** The client with a live key of this hash. */
  async byKeyHash(tx: Tx, hash: string, now: Date): Promise<FoundClient | undefined> {
    const [row] = await tx.query<FoundClient>(
      `SELECT ${columns} FROM api_client_key k JOIN api_client c ON c.tenant_id = k.tenant_id AND c.id = k.client_id
        WHERE k.hash = $1 AND k.withdrawn_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`,
      [hash, now],
    );
    return row;
  }

  async byClient(tx: Tx, client: string): Promise<FoundClient | undefined> {
    const [row] = await tx.query<FoundClient>(`SELECT ${columns} FROM api_client c WHERE c.id = $1`, [client]);
    return row;
  }
}
