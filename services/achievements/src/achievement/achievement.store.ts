import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Achievement, TitledAchievement } from './achievement.js';
import { AchievementEntity } from './achievement.entity.js';

/** Columns of an achievement under the alias `a`. */
export const achievementColumns = `a.id, a.tenant_id AS tenant, a.issuer_id AS "issuerId", a.code, a.current_version_id AS "currentVersionId",
  a.shown_version_id AS "shownVersionId", a.published, a.archived_at AS "archivedAt", a.version, a.created_at AS "createdAt", a.updated_at AS "updatedAt"`;

@Injectable()
export class AchievementStore {
  async insert(tx: Tx, achievement: Achievement): Promise<void> {
    await tx.manager.insert(AchievementEntity, achievement);
  }

  async update(tx: Tx, { tenant, id, ...changes }: Achievement): Promise<void> {
    const { currentVersionId, shownVersionId, published, archivedAt, version, updatedAt } = changes;
    await tx.manager.update(AchievementEntity, { tenant, id }, { currentVersionId, shownVersionId, published, archivedAt, version, updatedAt });
  }

  /** The achievement under its row lock, which every change of its versions takes first; undefined when not the tenant's. */
  async lock(tx: Tx, tenant: string, id: string): Promise<Achievement | undefined> {
    const [row] = await tx.query<Achievement>(
      `SELECT ${achievementColumns} FROM achievement a WHERE a.tenant_id = $1 AND a.id = $2 FOR UPDATE`,
      [tenant, id],
    );
    return row;
  }

  /** The achievement of a version of the tenant, under its row lock. */
  async lockByVersion(tx: Tx, tenant: string, version: string): Promise<Achievement | undefined> {
    const [row] = await tx.query<Achievement>(
      `SELECT ${achievementColumns} FROM achievement a
        WHERE a.tenant_id = $1
          AND a.id = (SELECT v.achievement_id FROM achievement_version v WHERE v.tenant_id = $1 AND v.id = $2)
          FOR UPDATE`,
      [tenant, version],
    );
    return row;
  }

  /**
   * Row-level security decides which versions there are: who is not of the tenant reads the title of the current version
   * or, after retirement, of the newest published one, never that of a draft.
   */
  byIds(tx: Tx, ids: readonly string[]): Promise<TitledAchievement[]> {
    return tx.query(
      `SELECT ${achievementColumns}, v.title FROM achievement a CROSS JOIN LATERAL (
          SELECT title FROM achievement_version
           WHERE tenant_id = a.tenant_id AND achievement_id = a.id
           ORDER BY id IS NOT DISTINCT FROM a.current_version_id DESC, state = 'DRAFT' DESC, number DESC LIMIT 1) v
        WHERE a.id = ANY($1::uuid[])`,
      [ids],
    );
  }

  /** One page of the tenant's achievements in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM achievement
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
