import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Partnership } from './partnership.js';

const columns = `id, tenant_id AS tenant, inviting_name AS "invitingName", invited_tenant_id AS invited, invited_name AS "invitedName", state, version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Row-level security shows a partnership to both tenants, and lets it be written under the inviting one alone. */
@Injectable()
export class PartnershipStore {
  async insert(tx: Tx, partnership: Partnership): Promise<void> {
    const { tenant, id, invited, invitingName, invitedName, state, version, createdAt, updatedAt } = partnership;
    await tx.query(
      `INSERT INTO partnership (tenant_id, id, invited_tenant_id, inviting_name, invited_name, state, version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tenant, id, invited, invitingName, invitedName, state, version, createdAt, updatedAt],
    );
  }

  async update(tx: Tx, { tenant, id, state, version, updatedAt }: Partnership): Promise<void> {
    await tx.query(`UPDATE partnership SET state = $3, version = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2`, [tenant, id, state, version, updatedAt]);
  }

  async byId(tx: Tx, id: string): Promise<Partnership | undefined> {
    const [row] = await tx.query<Partnership>(`SELECT ${columns} FROM partnership WHERE id = $1`, [id]);
    return row;
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<Partnership | undefined> {
    const [row] = await tx.query<Partnership>(`SELECT ${columns} FROM partnership WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<Partnership[]> {
    return tx.query(
      `SELECT ${columns} FROM partnership WHERE (tenant_id = $1 OR invited_tenant_id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
