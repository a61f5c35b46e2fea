import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

export interface Share {
  readonly achievement: string;
  readonly partnership: string;
  readonly sharedAt: Date;
}

/** Which definitions partners may read. */
@Injectable()
export class SharingStore {
  /** False when it was shared before. */
  async add(tx: Tx, tenant: string, { achievement, partnership, sharedAt }: Share, partner: string): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO achievement_share (tenant_id, achievement_id, partnership_id, partner_tenant_id, shared_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING 1 AS shared`,
      [tenant, achievement, partnership, partner, sharedAt],
    );
    return rows.length > 0;
  }

  /** False when it was not shared. */
  async remove(tx: Tx, tenant: string, achievement: string, partnership: string): Promise<boolean> {
    const rows = await tx.query(
      'DELETE FROM achievement_share WHERE tenant_id = $1 AND achievement_id = $2 AND partnership_id = $3 RETURNING 1 AS ended',
      [tenant, achievement, partnership],
    );
    return rows.length > 0;
  }

  /** Shares of the tenant's own achievements that hold, the latest first, at most 100 of each achievement. */
  of(tx: Tx, tenant: string, achievements: readonly string[]): Promise<Share[]> {
    return tx.query(
      `SELECT asked.id AS achievement, share.partnership_id AS partnership, share.shared_at AS "sharedAt" FROM unnest($2::uuid[]) AS asked (id)
        CROSS JOIN LATERAL (
          SELECT s.partnership_id, s.shared_at FROM achievement_share s JOIN partnership_copy p ON p.id = s.partnership_id AND p.active
           WHERE s.tenant_id = $1 AND s.achievement_id = asked.id ORDER BY s.shared_at DESC, s.partnership_id LIMIT 100) AS share`,
      [tenant, achievements],
    );
  }
}
