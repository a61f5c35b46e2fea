import type { CompletionFact } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A completion as it was last told. */
export interface KnownCompletion {
  readonly completion: string;
  readonly pathwayVersion: string;
  readonly issuer: string;
  readonly title: string;
  readonly definition: Readonly<Record<string, unknown>>;
  /** Lineage of the achievement it leads to. */
  readonly achievement: string | null;
  readonly countedAwards: readonly string[];
}

/** An award that can stand in a record. */
export interface RecordedAward {
  readonly award: string;
  readonly achievement: string;
  readonly achievementVersion: string;
}

/** What records are made of. */
@Injectable()
export class RecordSourceStore {
  async versionOf(tx: Tx, tenant: string, completion: string): Promise<number> {
    const [row] = await tx.query<{ version: number }>('SELECT version FROM completion_copy WHERE tenant_id = $1 AND completion_id = $2 FOR UPDATE', [tenant, completion]);
    return row?.version ?? 0;
  }

  async keepCompletion(tx: Tx, tenant: string, version: number, fact: CompletionFact, holds: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO completion_copy (tenant_id, completion_id, version, earner_id, pathway_id, pathway_version_id, completion_achievement_id, counted_awards, completed_on, holds)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (tenant_id, completion_id) DO UPDATE SET version = excluded.version, pathway_version_id = excluded.pathway_version_id,
         completion_achievement_id = excluded.completion_achievement_id, counted_awards = excluded.counted_awards, completed_on = excluded.completed_on, holds = excluded.holds`,
      [tenant, fact.completion, version, fact.earner, fact.pathway, fact.pathwayVersion, fact.awardAchievement, fact.countedAwards, fact.completedOn, holds],
    );
  }

  /** A published version never changes, so the first copy is the last; false when it was there. */
  async keepVersion(
    tx: Tx,
    tenant: string,
    told: { pathwayVersion: string; pathway: string; issuer: string; title: string; definition: Readonly<Record<string, unknown>> },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO pathway_version_copy (tenant_id, version_id, pathway_id, issuer_id, title, definition) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING version_id`,
      [tenant, told.pathwayVersion, told.pathway, told.issuer, told.title, JSON.stringify(told.definition)],
    );
    return rows.length > 0;
  }

  /** The latest completion of a pathway that holds, of any of these records of a person. */
  async completion(tx: Tx, tenant: string, earners: readonly string[], pathway: string): Promise<KnownCompletion | undefined> {
    const [row] = await tx.query<KnownCompletion>(
      `SELECT c.completion_id AS completion, c.pathway_version_id AS "pathwayVersion", v.issuer_id AS issuer, v.title, v.definition,
              c.completion_achievement_id AS achievement, c.counted_awards AS "countedAwards"
         FROM completion_copy c JOIN pathway_version_copy v ON v.tenant_id = c.tenant_id AND v.version_id = c.pathway_version_id
        WHERE c.tenant_id = $1 AND c.earner_id = ANY($2::uuid[]) AND c.pathway_id = $3 AND c.holds ORDER BY c.completed_on DESC, c.completion_id DESC LIMIT 1`,
      [tenant, earners, pathway],
    );
    return row;
  }

  /**
   * Awards in force about a person, the latest first.
   *
   * @param subjects under which ids the person appears in credentials
   * @param only these awards and those of that achievement; null: all
   */
  awards(tx: Tx, tenant: string, subjects: readonly string[], only: { awards: readonly string[]; achievement: string | null } | null, limit: number): Promise<RecordedAward[]> {
    return tx.query(
      `SELECT c.award_id AS award, t.content ->> 'achievement' AS achievement, c.achievement_version_id AS "achievementVersion"
         FROM credential c
         JOIN award_state s ON s.tenant_id = c.tenant_id AND s.award_id = c.award_id AND s.state = 'ACTIVE'
         JOIN achievement_text t ON t.tenant_id = c.tenant_id AND t.version_id = c.achievement_version_id
        WHERE c.tenant_id = $1 AND c.subject_id = ANY($2::uuid[]) AND c.latest AND c.state <> 'SUBJECT_ERASED'
          AND ($3::uuid[] IS NULL OR c.award_id = ANY($3::uuid[]) OR t.content ->> 'achievement' = $4)
        ORDER BY c.awarded_on DESC, c.award_id DESC LIMIT $5`,
      [tenant, subjects, only?.awards ?? null, only?.achievement ?? null, limit],
    );
  }

  /** For the worker role. */
  async forget(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query('DELETE FROM completion_copy WHERE tenant_id = $1 AND earner_id = $2', [tenant, earner]);
  }
}
