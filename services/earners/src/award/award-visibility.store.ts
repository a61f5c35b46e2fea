import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from './award.js';
import { awardColumns } from './award.store.js';

/** Who may see awards, one or all of an earner. Callers hold the lock of the earner's record. */
@Injectable()
export class AwardVisibilityStore {
  async put(tx: Tx, { tenant, id, visibility, version, updatedAt }: Award): Promise<void> {
    await tx.query(
      `WITH changed AS (UPDATE award SET visibility = $3, version = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2 RETURNING 1)
       INSERT INTO award_event (tenant_id, award_id, version, what, reason, at) SELECT $1, $2, $4, 'SHOWN', $3, $5 FROM changed`,
      [tenant, id, visibility, version, updatedAt],
    );
  }

  /** Makes all public awards of an earner private, in two statements however many there are, and answers them as they are now. */
  async hideAll(tx: Tx, tenant: string, earner: string, at: Date): Promise<Award[]> {
    const hidden = await tx.query<{ id: string }>(
      `WITH hidden AS (
         UPDATE award SET visibility = 'PRIVATE', version = version + 1, updated_at = $3
          WHERE tenant_id = $1 AND earner_id = $2 AND visibility = 'PUBLIC' RETURNING id, version
       ), fact AS (
         INSERT INTO award_event (tenant_id, award_id, version, what, reason, at) SELECT $1, h.id, h.version, 'SHOWN', 'PRIVATE', $3 FROM hidden h
       )
       SELECT id FROM hidden`,
      [tenant, earner, at],
    );
    if (hidden.length === 0) return [];
    return tx.query(`SELECT ${awardColumns} FROM award a WHERE a.tenant_id = $1 AND a.id = ANY($2::uuid[])`, [tenant, hidden.map(({ id }) => id)]);
  }
}
