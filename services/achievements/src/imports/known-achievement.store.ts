import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Achievement } from '../achievement/achievement.js';
import { achievementColumns } from '../achievement/achievement.store.js';

/** Achievements by the codes that their issuers know them by. */
@Injectable()
export class KnownAchievementStore {
  /** The tenant's achievements of these codes under their row locks, taken in one order by everybody. */
  async lock(tx: Tx, tenant: string, codes: readonly string[]): Promise<Map<string, Achievement>> {
    const rows = await tx.query<Achievement>(
      `SELECT ${achievementColumns} FROM achievement a WHERE a.tenant_id = $1 AND a.code = ANY($2::text[]) ORDER BY a.id FOR UPDATE`,
      [tenant, codes],
    );
    return new Map(rows.map((achievement) => [achievement.code, achievement]));
  }

  /** The newest draft of each achievement that has one. */
  async newestDrafts(tx: Tx, tenant: string, achievements: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; achievement: string }>(
      `SELECT DISTINCT ON (achievement_id) achievement_id AS achievement, id FROM achievement_version
        WHERE tenant_id = $1 AND achievement_id = ANY($2::uuid[]) AND state = 'DRAFT' ORDER BY achievement_id, number DESC`,
      [tenant, achievements],
    );
    return new Map(rows.map(({ id, achievement }) => [achievement, id]));
  }
}
