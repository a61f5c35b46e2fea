import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** The record of a person in one tenant. */
@Injectable()
export class OwnRecordStore {
  /** The oldest one that he has claimed there. */
  async of(tx: Tx, tenant: string, account: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `SELECT e.id FROM earner e WHERE e.tenant_id = $1 AND e.account_id = $2 AND e.state = 'CLAIMED' ORDER BY e.created_at, e.id LIMIT 1`,
      [tenant, account],
    );
    return row?.id;
  }

  /** The tenant of an issuer that has not gone. */
  async tenantOf(tx: Tx, issuer: string): Promise<string | undefined> {
    const [row] = await tx.query<{ tenant: string }>(`SELECT tenant_id AS tenant FROM issuer_copy WHERE id = $1 AND state = 'ACTIVE'`, [issuer]);
    return row?.tenant;
  }

  /** A record of somebody of whom nothing is known but that he signed in, and the name that he chose, sealed. */
  async insert(tx: Tx, tenant: string, id: string, key: Buffer, name: Buffer | null, at: Date): Promise<void> {
    await tx.query(
      `WITH key AS (INSERT INTO earner_key (tenant_id, earner_id, wrapped) VALUES ($1, $2, $3))
       INSERT INTO earner (tenant_id, id, name, version, created_at, updated_at) VALUES ($1, $2, $5, 1, $4, $4)`,
      [tenant, id, key, at, name],
    );
  }
}
