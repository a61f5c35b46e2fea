import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Partnership } from './partnership.js';

/** Copies of partnerships; row-level security shows a tenant those that it is a side of. */
@Injectable()
export class PartnershipCopyStore {
  async byId(tx: Tx, id: string): Promise<Partnership | undefined> {
    const [row] = await tx.query<Partnership>(
      'SELECT id, tenant_id AS "invitingTenant", invited_tenant_id AS "invitedTenant", active FROM partnership_copy WHERE id = $1',
      [id],
    );
    return row;
  }

  /** Keeps what an event tells, since each tells everything; false when the copy is as new or newer. What was shared goes with the end. */
  async keep(tx: Tx, { id, invitingTenant, invitedTenant, active }: Partnership, version: number): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO partnership_copy (tenant_id, id, invited_tenant_id, active, version) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, id) DO UPDATE SET active = excluded.active, version = excluded.version WHERE partnership_copy.version < excluded.version
       RETURNING id`,
      [invitingTenant, id, invitedTenant, active, version],
    );
    if (rows.length > 0 && !active) await tx.query('DELETE FROM achievement_share WHERE partnership_id = $1', [id]);
    return rows.length > 0;
  }
}
