import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A change that concerns many, part of which may be done. */
export interface Recompute {
  readonly tenant: string;
  readonly kind: 'PATHWAY' | 'EARNER';
  /** The pathway, or the earner. */
  readonly about: string;
  /** Those enrolled first, then those whom what they hold enrols. */
  readonly phase: 'ENROLLED' | 'HOLDERS';
  /** The last one done in this phase. */
  readonly after: string | null;
  readonly done: number;
  readonly requestedAt: Date;
}

const columns = `tenant_id AS tenant, kind, about_id AS about, phase, after_id AS after, done, requested_at AS "requestedAt"`;

/** One that is asked for again begins anew: what it did until then was done with what was known then. */
const again = `ON CONFLICT (tenant_id, kind, about_id)
  DO UPDATE SET phase = EXCLUDED.phase, after_id = NULL, done = 0, requested_at = EXCLUDED.requested_at, finished_at = NULL`;
const request = `INSERT INTO recompute (tenant_id, kind, about_id, phase, done, requested_at)`;

/**
 * SQL: whether something that concerns everybody in its pathway has changed, and the background has not come to this enrolment.
 *
 * @param enrolment alias of a row of `enrolment`
 */
export const isYetToFollow = (enrolment: string): string =>
  `EXISTS (SELECT 1 FROM recompute r WHERE r.tenant_id = ${enrolment}.tenant_id AND r.kind = 'PATHWAY' AND r.about_id = ${enrolment}.pathway_id
             AND r.finished_at IS NULL AND r.phase = 'ENROLLED' AND (r.after_id IS NULL OR r.after_id < ${enrolment}.id))`;

/** What is still to be worked out anew in the background, kept so that it goes on wherever it was when a process ended. */
@Injectable()
export class RecomputeStore {
  /** Everybody in a pathway, and whoever it now enrols. */
  async ofPathway(tx: Tx, tenant: string, pathway: string): Promise<void> {
    await tx.query(`${request} VALUES ($1, 'PATHWAY', $2, 'ENROLLED', 0, now()) ${again}`, [tenant, pathway]);
  }

  /** Pathways that what these earners hold may enrol them in. */
  async ofEarners(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query(`${request} SELECT $1, 'EARNER', g.earner, 'HOLDERS', 0, now() FROM unnest($2::uuid[]) AS g (earner) ${again}`, [tenant, earners]);
  }

  /** Every pathway that looks at the standing of issuers. */
  async trustChanged(tx: Tx): Promise<void> {
    await tx.query(`${request} SELECT DISTINCT ON (tenant_id, pathway_id) tenant_id, 'PATHWAY', pathway_id, 'ENROLLED', 0, now() FROM version_reach WHERE trust ${again}`);
  }

  async skillsChanged(tx: Tx): Promise<void> {
    await tx.query(`${request} SELECT DISTINCT ON (tenant_id, pathway_id) tenant_id, 'PATHWAY', pathway_id, 'ENROLLED', 0, now() FROM version_reach WHERE skills ${again}`);
  }

  /**
   * A version of an achievement is new: pathways that follow the catalogue, and those of tenants which knew awards of
   * this version before it was told. `countsOtherwise` tells whether its
   * awards are counted otherwise from now on.
   */
  async achievementChanged(tx: Tx, achievement: string, version: string, countsOtherwise: boolean): Promise<void> {
    await tx.query(
      `WITH late AS (UPDATE holding SET snapshot = snapshot - 'lacking' WHERE achievement_version_id = $2 AND snapshot ? 'lacking' RETURNING tenant_id),
       looking AS (SELECT r.tenant_id, r.pathway_id FROM version_reach r
                    WHERE (r.latest OR $3 OR r.tenant_id IN (SELECT tenant_id FROM late))
                      AND (r.anything OR EXISTS (SELECT 1 FROM leaf_index l WHERE l.tenant_id = r.tenant_id AND l.achievement_id = $1 AND l.pathway_version_id = r.pathway_version_id)))
       ${request} SELECT DISTINCT ON (tenant_id, pathway_id) tenant_id, 'PATHWAY', pathway_id, 'ENROLLED', 0, now() FROM looking ${again}`,
      [achievement, version, countsOtherwise],
    );
  }

  /** The one that has waited longest, held until the transaction ends; none that another process works on. */
  async next(tx: Tx): Promise<Recompute | undefined> {
    const [row] = await tx.query<Recompute>(`SELECT ${columns} FROM recompute WHERE finished_at IS NULL ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED`);
    return row;
  }

  /** How far one is now; `next` null when it is done with. */
  async advance(tx: Tx, { tenant, kind, about }: Recompute, next: Pick<Recompute, 'phase' | 'after'> | null, done: number): Promise<void> {
    await tx.query(
      `UPDATE recompute SET phase = coalesce($4, phase), after_id = $5, done = $6, finished_at = CASE WHEN $4::text IS NULL THEN now() END
        WHERE tenant_id = $1 AND kind = $2 AND about_id = $3`,
      [tenant, kind, about, next?.phase ?? null, next?.after ?? null, done],
    );
  }

  /** How far the background has come with a pathway: those done, and whether it is at the end; null when nothing ever changed. */
  async ofPathwayNow(tx: Tx, tenant: string, pathway: string): Promise<{ done: number; finished: boolean } | null> {
    const [row] = await tx.query<{ done: number; finished: boolean }>(
      `SELECT done, finished_at IS NOT NULL AS finished FROM recompute WHERE tenant_id = $1 AND kind = 'PATHWAY' AND about_id = $2`,
      [tenant, pathway],
    );
    return row ?? null;
  }

  /** Up to `limit` enrolments in a pathway by id. */
  enrolments(tx: Tx, tenant: string, pathway: string, after: string | null, limit: number): Promise<{ id: string; earner: string }[]> {
    return tx.query(
      `SELECT id, earner_id AS earner FROM enrolment WHERE tenant_id = $1 AND pathway_id = $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [tenant, pathway, after, limit],
    );
  }
}
