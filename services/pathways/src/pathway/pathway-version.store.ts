import type { Tx } from '@cairn/postgres';
import type { PublishedPathway } from '@cairn/requirements';
import { Injectable } from '@nestjs/common';
import type { PathwayVersion } from './pathway.js';

const columns = `id, tenant_id AS tenant, pathway_id AS pathway, number, state, CASE WHEN public THEN 'PUBLIC' ELSE 'MEMBERS_ONLY' END AS access,
  title, definition, definition_hash AS "definitionHash", completion_achievement_id AS "completionAchievement", warnings,
  published_at AS "publishedAt", created_at AS "createdAt"`;

const ofPage = `page.id, page.tenant, page.pathway, page.number, page.state, page.access, page.title, page.definition, page."definitionHash", page."completionAchievement", page.warnings, page."publishedAt", page."createdAt"`;

/** Versions of pathways and the index of what they count. */
@Injectable()
export class PathwayVersionStore {
  async insert(tx: Tx, version: PathwayVersion): Promise<void> {
    await tx.query(
      `INSERT INTO pathway_version (tenant_id, id, pathway_id, number, state, public, title, definition, definition_hash,
                                    completion_achievement_id, warnings, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        version.tenant,
        version.id,
        version.pathway,
        version.number,
        version.state,
        version.access === 'PUBLIC',
        version.title,
        JSON.stringify(version.definition),
        version.definitionHash,
        version.completionAchievement,
        JSON.stringify(version.warnings),
        version.createdAt,
      ],
    );
  }

  /** Publishes a version, closes the one before it, and indexes what it counts. */
  async publish(tx: Tx, version: PathwayVersion, leafAchievements: readonly string[]): Promise<void> {
    const { tenant, id, pathway, warnings, publishedAt, access } = version;
    await tx.query(
      `UPDATE pathway_version SET state = CASE WHEN id = $3 THEN 'PUBLISHED' ELSE 'CLOSED' END,
              warnings = CASE WHEN id = $3 THEN $4::jsonb ELSE warnings END,
              published_at = CASE WHEN id = $3 THEN $5 ELSE published_at END
        WHERE tenant_id = $1 AND pathway_id = $2 AND (id = $3 OR state = 'PUBLISHED')`,
      [tenant, pathway, id, JSON.stringify(warnings), publishedAt],
    );
    await tx.query(
      `INSERT INTO leaf_index (tenant_id, achievement_id, pathway_version_id, pathway_id, public) SELECT $1, unnest($2::uuid[]), $3, $4, $5`,
      [tenant, leafAchievements, id, pathway, access === 'PUBLIC'],
    );
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<PathwayVersion[]> {
    return tx.query(`SELECT ${columns} FROM pathway_version WHERE id = ANY($1::uuid[])`, [ids]);
  }

  /** Versions of these pathways, newest first, at most 100 each, in one statement. */
  ofPathways(tx: Tx, pathways: readonly string[]): Promise<PathwayVersion[]> {
    return tx.query(
      `SELECT ${ofPage} FROM unnest($1::uuid[]) AS asked (pathway)
        CROSS JOIN LATERAL (SELECT ${columns} FROM pathway_version WHERE pathway_id = asked.pathway ORDER BY number DESC LIMIT 100) AS page`,
      [pathways],
    );
  }

  async byNumber(tx: Tx, tenant: string, pathway: string, number: number): Promise<PathwayVersion | undefined> {
    const [row] = await tx.query<PathwayVersion>(
      `SELECT ${columns} FROM pathway_version WHERE tenant_id = $1 AND pathway_id = $2 AND number = $3`,
      [tenant, pathway, number],
    );
    return row;
  }

  async lastNumber(tx: Tx, tenant: string, pathway: string): Promise<number> {
    const [row] = await tx.query<{ number: number }>(
      `SELECT number FROM pathway_version WHERE tenant_id = $1 AND pathway_id = $2 ORDER BY number DESC LIMIT 1`,
      [tenant, pathway],
    );
    return row?.number ?? 0;
  }

  /** Pathways of the tenant that award something, but not this one: what a new completion could form a cycle with. */
  awarding(tx: Tx, tenant: string, except: string): Promise<PublishedPathway[]> {
    return tx.query(
      `SELECT v.pathway_id AS pathway, v.completion_achievement_id AS "completionAchievement", array_agg(l.achievement_id) AS "leafAchievements"
         FROM pathway_version v JOIN leaf_index l ON l.tenant_id = v.tenant_id AND l.pathway_version_id = v.id
        WHERE v.tenant_id = $1 AND v.state <> 'DRAFT' AND v.completion_achievement_id IS NOT NULL AND v.pathway_id <> $2
        GROUP BY v.id, v.pathway_id, v.completion_achievement_id`,
      [tenant, except],
    );
  }

  /** Makes publications of one tenant wait for one another, so that two of them cannot close a cycle together. */
  async lockPublications(tx: Tx, tenant: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('publish', 0) # hashtextextended($1, 0))`, [tenant]);
  }
}
