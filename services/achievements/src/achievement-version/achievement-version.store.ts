import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AchievementVersion } from './achievement-version.js';
import { AchievementVersionEntity } from './achievement-version.entity.js';

const columns = `v.id, v.tenant_id AS tenant, v.achievement_id AS "achievementId", v.number, v.state, v.content_hash AS "contentHash",
  v.title, v.description, v.criteria, v.image_url AS "imageUrl", v.language, v.achievement_type AS "achievementType",
  v.issuer_sector AS "issuerSector", v.use_case AS "useCase", v.claim_basis AS "claimBasis", v.earning_modes AS "earningModes",
  v.requirement, v.alignments, v.tags, v.estimated_effort AS "estimatedEffort", v.credits_available AS "creditsAvailable",
  v.level, v.valid_for AS "validFor", v.acceptance, v.duplicate_policy AS "duplicatePolicy", v.version,
  v.published_at AS "publishedAt", v.retired_at AS "retiredAt", v.created_at AS "createdAt", v.updated_at AS "updatedAt"`;

/** A page of one achievement's versions asked for: `limit` rows with a number below `before`. */
export interface VersionsAsked {
  readonly achievement: string;
  readonly before: number | null;
  readonly limit: number;
}

@Injectable()
export class AchievementVersionStore {
  async insert(tx: Tx, version: AchievementVersion): Promise<void> {
    await tx.manager.insert(AchievementVersionEntity, {
      ...version,
      earningModes: [...version.earningModes],
      alignments: [...version.alignments],
      tags: [...version.tags],
      creditsAvailable: [...version.creditsAvailable],
    });
  }

  /** Saves the state of a version; its text has no UPDATE grant. */
  async updateState(tx: Tx, { tenant, id, state, contentHash, version, publishedAt, retiredAt, updatedAt }: AchievementVersion): Promise<void> {
    await tx.query(
      `UPDATE achievement_version
          SET state = $3, content_hash = $4, version = $5, published_at = $6, retired_at = $7, updated_at = $8
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, contentHash, version, publishedAt, retiredAt, updatedAt],
    );
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<AchievementVersion[]> {
    return tx.query(`SELECT ${columns} FROM achievement_version v WHERE v.id = ANY($1::uuid[])`, [ids]);
  }

  /** The highest number given so far; to be asked under the achievement's row lock. */
  async lastNumber(tx: Tx, tenant: string, achievement: string): Promise<number> {
    const [row] = await tx.query<{ number: number }>(
      `SELECT coalesce(max(number), 0) AS number FROM achievement_version WHERE tenant_id = $1 AND achievement_id = $2`,
      [tenant, achievement],
    );
    return row?.number ?? 0;
  }

  async newestDraft(tx: Tx, tenant: string, achievement: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `SELECT id FROM achievement_version WHERE tenant_id = $1 AND achievement_id = $2 AND state = 'DRAFT'
        ORDER BY number DESC LIMIT 1`,
      [tenant, achievement],
    );
    return row?.id ?? null;
  }

  /** Pages of versions of many achievements, newest first, in one statement. */
  pages(tx: Tx, asked: readonly VersionsAsked[]): Promise<(AchievementVersion & { place: number })[]> {
    return tx.query(
      `SELECT q.place::int AS place, page.*
         FROM unnest($1::uuid[], $2::int[], $3::int[]) WITH ORDINALITY AS q(achievement, before, size, place)
         CROSS JOIN LATERAL (
           SELECT ${columns} FROM achievement_version v
            WHERE v.achievement_id = q.achievement AND (q.before IS NULL OR v.number < q.before)
            ORDER BY v.number DESC LIMIT q.size) page
        ORDER BY q.place, page.number DESC`,
      [asked.map((page) => page.achievement), asked.map((page) => page.before), asked.map((page) => page.limit)],
    );
  }

  /** One page of the tenant's versions in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM achievement_version
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
