import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AchievementVersion } from './achievement-version.js';
import { AchievementVersionEntity } from './achievement-version.entity.js';

const columns = `v.id, v.tenant_id AS tenant, v.achievement_id AS "achievementId", v.number, v.state, v.content_hash AS "contentHash",
  v.title, v.description, v.criteria, v.image_url AS "imageUrl", v.image_alt_text AS "imageAltText", v.language, v.translations,
  v.achievement_type AS "achievementType",
  v.issuer_sector AS "issuerSector", v.use_case AS "useCase", v.claim_basis AS "claimBasis", v.earning_modes AS "earningModes",
  v.requirement, v.rubrics, v.result_descriptions AS "resultDescriptions", v.assessment, v.stated, v.alignments, v.tags, v.estimated_effort AS "estimatedEffort", v.credits_available AS "creditsAvailable",
  v.level, v.validity, v.valid_for AS "validFor", v.valid_until::text AS "validUntil", v.acceptance,
  v.duplicate_policy AS "duplicatePolicy", v.duplicate_period AS "duplicatePeriod", v.guardian_below_age AS "guardianBelowAge",
  v.supersedes_id AS "supersedesId", v.supersession, v.grace_until AS "graceUntil", v.version,
  v.published_at AS "publishedAt", v.retired_at AS "retiredAt", v.created_at AS "createdAt", v.updated_at AS "updatedAt"`;

/** A page of one achievement's versions asked for: `limit` rows with a number below `before`. */
export interface VersionsAsked {
  readonly achievement: string;
  readonly before: number | null;
  readonly limit: number;
}

/** A day on which an achievement meant something. */
export interface VersionOn {
  readonly achievement: string;
  /** ISO 8601. */
  readonly day: string;
}

@Injectable()
export class AchievementVersionStore {
  async insert(tx: Tx, version: AchievementVersion): Promise<void> {
    await tx.manager.insert(AchievementVersionEntity, {
      ...version,
      earningModes: [...version.earningModes],
      translations: [...version.translations],
      rubrics: [...version.rubrics],
      resultDescriptions: [...version.resultDescriptions],
      alignments: [...version.alignments],
      tags: [...version.tags],
      creditsAvailable: [...version.creditsAvailable],
    });
  }

  /** Saves the state of a version; its text has no UPDATE grant. */
  async updateState(tx: Tx, { tenant, id, state, contentHash, version, publishedAt, retiredAt, updatedAt, ...now }: AchievementVersion): Promise<void> {
    await tx.query(
      `UPDATE achievement_version
          SET state = $3, content_hash = $4, version = $5, published_at = $6, retired_at = $7, updated_at = $8,
              supersedes_id = $9, supersession = $10, grace_until = $11
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, contentHash, version, publishedAt, retiredAt, updatedAt, now.supersedesId, now.supersession, now.graceUntil],
    );
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<AchievementVersion[]> {
    return tx.query(`SELECT ${columns} FROM achievement_version v WHERE v.id = ANY($1::uuid[])`, [ids]);
  }

  /** What achievements meant on a day: of each pair the version published last before the day was over (UTC), if there is one. */
  on(tx: Tx, asked: readonly VersionOn[]): Promise<(AchievementVersion & { place: number })[]> {
    return tx.query(
      `SELECT q.place::int AS place, meant.*
         FROM unnest($1::uuid[], $2::date[]) WITH ORDINALITY AS q(achievement, day, place)
         CROSS JOIN LATERAL (
           SELECT ${columns} FROM achievement_version v
            WHERE v.achievement_id = q.achievement AND v.published_at < (q.day + 1)::timestamp AT TIME ZONE 'UTC'
            ORDER BY v.published_at DESC, v.number DESC LIMIT 1) meant`,
      [asked.map(({ achievement }) => achievement), asked.map(({ day }) => day)],
    );
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
