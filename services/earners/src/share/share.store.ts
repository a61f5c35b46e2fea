import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { EndedShare, Share } from './share.js';

const columns = `s.id, s.tenant_id AS tenant, s.award_id AS award, s.evidence, s.until, s.opened_at AS "openedAt", s.ended_at AS "endedAt"`;

/** Links to awards. Callers that change them hold the lock of the award. */
@Injectable()
export class ShareStore {
  async insert(tx: Tx, { tenant, id, award, evidence, until, openedAt }: Share, hash: Buffer): Promise<void> {
    await tx.query(
      'INSERT INTO share (tenant_id, id, award_id, secret_hash, evidence, until, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [tenant, id, award, hash, evidence, until, openedAt],
    );
  }

  /** Row-level security leaves the caller those of his tenant, or his own. */
  async byId(tx: Tx, id: string): Promise<Share | undefined> {
    const [row] = await tx.query<Share>(`SELECT ${columns} FROM share s WHERE s.id = $1`, [id]);
    return row;
  }

  async bySecret(tx: Tx, tenant: string, hash: Buffer): Promise<Share | undefined> {
    const [row] = await tx.query<Share>(`SELECT ${columns} FROM share s WHERE s.tenant_id = $1 AND s.secret_hash = $2`, [tenant, hash]);
    return row;
  }

  /** The latest 100 of each award, latest first. */
  ofAwards(tx: Tx, awards: readonly string[]): Promise<Share[]> {
    return tx.query(
      `SELECT ${columns} FROM unnest($1::uuid[]) AS asked (award)
        CROSS JOIN LATERAL (SELECT o.id, o.tenant_id, o.award_id, o.evidence, o.until, o.opened_at, o.ended_at FROM share o WHERE o.award_id = asked.award ORDER BY o.opened_at DESC, o.id DESC LIMIT 100) AS s
        ORDER BY s.award_id, s.opened_at DESC, s.id DESC`,
      [awards],
    );
  }

  /** How many links to an award open something at an instant. */
  async open(tx: Tx, tenant: string, award: string, at: Date): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      'SELECT count(1)::int AS n FROM share s WHERE s.tenant_id = $1 AND s.award_id = $2 AND s.ended_at IS NULL AND (s.until IS NULL OR s.until > $3)',
      [tenant, award, at],
    );
    return row?.n ?? 0;
  }

  /** Ends one; undefined when it had ended. */
  async end(tx: Tx, tenant: string, id: string, at: Date): Promise<EndedShare | undefined> {
    const [row] = await tx.query<EndedShare>(
      `UPDATE share s SET ended_at = $3 FROM award a
        WHERE s.tenant_id = $1 AND s.id = $2 AND s.ended_at IS NULL AND a.tenant_id = s.tenant_id AND a.id = s.award_id
       RETURNING s.id, s.award_id AS award, a.earner_id AS earner`,
      [tenant, id, at],
    );
    return row;
  }

  /** Ends whatever was not ended of an award. */
  endOfAward(tx: Tx, tenant: string, award: string, at: Date): Promise<EndedShare[]> {
    return tx.query(
      `UPDATE share s SET ended_at = $3 FROM award a
        WHERE s.tenant_id = $1 AND s.award_id = $2 AND s.ended_at IS NULL AND a.tenant_id = s.tenant_id AND a.id = s.award_id
       RETURNING s.id, s.award_id AS award, a.earner_id AS earner`,
      [tenant, award, at],
    );
  }

  /** Ends whatever was not ended of all awards of earners. */
  endOfEarners(tx: Tx, tenant: string, earners: readonly string[], at: Date): Promise<EndedShare[]> {
    return tx.query(
      `UPDATE share s SET ended_at = $3 FROM award a
        WHERE s.tenant_id = $1 AND s.ended_at IS NULL AND a.tenant_id = s.tenant_id AND a.id = s.award_id AND a.earner_id = ANY($2::uuid[])
       RETURNING s.id, s.award_id AS award, a.earner_id AS earner`,
      [tenant, earners, at],
    );
  }
}
