import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { DatedVersion } from '../enrolment/governing-versions.js';
import type { OpenVersion } from '../enrolment/open-version.js';
import type { PathwayVersion } from './pathway.js';

const columns = `id, tenant_id AS tenant, pathway_id AS pathway, number, state, CASE WHEN public THEN 'PUBLIC' ELSE 'MEMBERS_ONLY' END AS visibility,
  title, definition, definition_hash AS "definitionHash", completion_achievement_id AS "completionAchievement", warnings,
  published_at AS "publishedAt", published_on::text AS "publishedOn", created_at AS "createdAt"`;

const ofPage = `page.id, page.tenant, page.pathway, page.number, page.state, page.visibility, page.title, page.definition, page."definitionHash", page."completionAchievement", page.warnings, page."publishedAt", page."publishedOn", page."createdAt"`;

/** Versions of pathways. */
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
        version.visibility === 'PUBLIC',
        version.title,
        JSON.stringify(version.definition),
        version.definitionHash,
        version.completionAchievement,
        JSON.stringify(version.warnings),
        version.createdAt,
      ],
    );
  }

  /** Publishes a version; `closes` says whether those before it take no enrolments any more. */
  async publish(tx: Tx, version: PathwayVersion, closes: boolean): Promise<void> {
    const { tenant, id, pathway, warnings, publishedAt, publishedOn } = version;
    await tx.query(
      `UPDATE pathway_version SET state = CASE WHEN id = $3 THEN 'PUBLISHED' ELSE 'CLOSED' END,
              warnings = CASE WHEN id = $3 THEN $4::jsonb ELSE warnings END,
              published_at = CASE WHEN id = $3 THEN $5 ELSE published_at END,
              published_on = CASE WHEN id = $3 THEN $6 ELSE published_on END,
              closed_at = CASE WHEN id = $3 THEN NULL ELSE $5::timestamptz END
        WHERE tenant_id = $1 AND pathway_id = $2 AND (id = $3 OR (state = 'PUBLISHED' AND $7))`,
      [tenant, pathway, id, JSON.stringify(warnings), publishedAt, publishedOn, closes],
    );
  }

  async close(tx: Tx, { tenant, id }: PathwayVersion, at: Date): Promise<void> {
    await tx.query(`UPDATE pathway_version SET state = 'CLOSED', closed_at = $3 WHERE tenant_id = $1 AND id = $2`, [tenant, id, at]);
  }

  /** A draft as it is to be. */
  async change(tx: Tx, { tenant, id, title, definition, definitionHash, completionAchievement }: PathwayVersion): Promise<void> {
    await tx.query(
      `UPDATE pathway_version SET title = $3, definition = $4, definition_hash = $5, completion_achievement_id = $6
        WHERE tenant_id = $1 AND id = $2 AND state = 'DRAFT'`,
      [tenant, id, title, JSON.stringify(definition), definitionHash, completionAchievement],
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

  /** Versions of these pathways that take enrolments on one day or another, in one statement. */
  open(tx: Tx, tenant: string, pathways: readonly string[]): Promise<OpenVersion[]> {
    return tx.query(
      `SELECT id, pathway_id AS pathway, number, coalesce(definition->'versioning', '{}') AS window
         FROM pathway_version WHERE tenant_id = $1 AND pathway_id = ANY($2::uuid[]) AND state = 'PUBLISHED'`,
      [tenant, pathways],
    );
  }

  /** Every published or closed version of a pathway, by number. */
  async published(tx: Tx, tenant: string, pathway: string): Promise<DatedVersion[]> {
    const rows = await tx.query<DatedVersion & { publishedOn: string | null }>(
      `SELECT id, number, state = 'CLOSED' AS "isClosed", definition AS pathway, published_on::text AS "publishedOn"
         FROM pathway_version WHERE tenant_id = $1 AND pathway_id = $2 AND state <> 'DRAFT' ORDER BY number`,
      [tenant, pathway],
    );
    return rows.map(({ publishedOn, ...row }) => ({ ...row, pathway: { ...row.pathway, publishedOn: publishedOn ?? undefined } }));
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

  /** Makes publications of one tenant wait for one another, so that two of them cannot close a cycle together. */
  async lockPublications(tx: Tx, tenant: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('publish', 0) # hashtextextended($1, 0))`, [tenant]);
  }
}
