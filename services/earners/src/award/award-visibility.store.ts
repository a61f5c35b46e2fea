import { whoActs } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award, Visibility } from './award.js';
import { awardColumns } from './award.store.js';

/** Who may see awards, one or all of an earner. Callers hold the lock of the earner's record. */
@Injectable()
export class AwardVisibilityStore {
  async put(tx: Tx, { tenant, id, visibility, version, updatedAt }: Award): Promise<void> {
    const { kind, actor } = whoActs();
    await tx.query(
      `WITH changed AS (UPDATE award SET visibility = $3, version = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2 RETURNING 1)
       INSERT INTO award_event (tenant_id, award_id, version, what, reason, at, by_kind, by_actor) SELECT $1, $2, $4, 'SHOWN', $3, $5, $6, $7 FROM changed`,
      [tenant, id, visibility, version, updatedAt, kind, actor],
    );
  }

  /**
   * Hides all public awards of an earner, in two statements however many there are, and answers them as they are now: those
   * with open links are shown by link, the others are private.
   */
  hideAll(tx: Tx, tenant: string, earner: string, at: Date): Promise<Award[]> {
    return this.narrow(tx, tenant, earner, 'PUBLIC', at);
  }

  /** Makes all awards of an earner private that were shown by links, which have ended. */
  hideLinked(tx: Tx, tenant: string, earner: string, at: Date): Promise<Award[]> {
    return this.narrow(tx, tenant, earner, 'LINK', at);
  }

  private async narrow(tx: Tx, tenant: string, earner: string, from: Visibility, at: Date): Promise<Award[]> {
    const { kind, actor } = whoActs();
    const hidden = await tx.query<{ id: string }>(
      `WITH hidden AS (
         UPDATE award a SET version = version + 1, updated_at = $3, visibility = CASE WHEN EXISTS (
             SELECT 1 FROM share s WHERE s.tenant_id = $1 AND s.award_id = a.id AND s.ended_at IS NULL AND (s.until IS NULL OR s.until > $3)
           ) THEN 'LINK' ELSE 'PRIVATE' END
          WHERE tenant_id = $1 AND earner_id = $2 AND visibility = $6 RETURNING id, version, visibility
       ), fact AS (
         INSERT INTO award_event (tenant_id, award_id, version, what, reason, at, by_kind, by_actor)
         SELECT $1, h.id, h.version, 'SHOWN', h.visibility, $3, $4, $5 FROM hidden h
       )
       SELECT id FROM hidden`,
      [tenant, earner, at, kind, actor, from],
    );
    if (hidden.length === 0) return [];
    return tx.query(`SELECT ${awardColumns} FROM award a WHERE a.tenant_id = $1 AND a.id = ANY($2::uuid[])`, [tenant, hidden.map(({ id }) => id)]);
  }
}
