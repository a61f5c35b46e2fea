import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { NoticeFacts } from './notice.js';

/** What notices say of a thing, and in which language. */
export interface Told {
  readonly language: string;
  readonly facts: NoticeFacts;
}

/** What notices say of submissions and awards. */
@Injectable()
export class ToldStore {
  /** Of a submission, in the language it is written in. */
  async ofSubmission(tx: Tx, tenant: string, id: string): Promise<Told | undefined> {
    const [row] = await tx.query<Told>(
      `SELECT s.language, jsonb_build_object('number', s.number, 'title', v.title, 'issuer', coalesce(i.name, '')) AS facts
         FROM submission s JOIN achievement_version_copy v ON v.id = s.achievement_version_id LEFT JOIN issuer_copy i ON i.id = s.issuer_id
        WHERE s.tenant_id = $1 AND s.id = $2`,
      [tenant, id],
    );
    return row;
  }

  /**
   * Of an award, in the language of its definition. Undefined where nobody could be told, and where the award was made by
   * granting a submission whose earner is told of that.
   */
  async ofAward(tx: Tx, tenant: string, award: { award: string; earner: string; achievementVersion: string; issuer: string }, granted: boolean): Promise<Told | undefined> {
    const [row] = await tx.query<Told>(
      `SELECT v.language, jsonb_build_object('title', v.title, 'issuer', coalesce(i.name, '')) AS facts
         FROM achievement_version_copy v LEFT JOIN issuer_copy i ON i.id = $5
        WHERE v.id = $4 AND EXISTS (SELECT 1 FROM earner_identifier e WHERE e.tenant_id = $1 AND e.earner_id = $3 AND e.type = 'EMAIL')
          AND ($6 OR NOT EXISTS (SELECT 1 FROM submission s WHERE s.tenant_id = $1 AND s.award_id = $2))`,
      [tenant, award.award, award.earner, award.achievementVersion, award.issuer, granted],
    );
    return row;
  }

  /** Of a version, in its language. */
  async ofVersion(tx: Tx, achievementVersion: string, issuer: string): Promise<Told | undefined> {
    const [row] = await tx.query<Told>(
      `SELECT v.language, jsonb_build_object('title', v.title, 'issuer', coalesce(i.name, '')) AS facts
         FROM achievement_version_copy v LEFT JOIN issuer_copy i ON i.id = $2 WHERE v.id = $1`,
      [achievementVersion, issuer],
    );
    return row;
  }

  /** The record that a reviewer has as an earner, if any. */
  async recordOfReviewer(tx: Tx, tenant: string, reviewer: string): Promise<string | null> {
    const [row] = await tx.query<{ earner: string | null }>('SELECT r.earner_id AS earner FROM reviewer r WHERE r.tenant_id = $1 AND r.id = $2', [tenant, reviewer]);
    return row?.earner ?? null;
  }

  /** Submissions of any tenant whose decision is late and whose earner was not told so, at most `limit`. Worker role only. */
  overdue(tx: Tx, at: Date, limit: number): Promise<(Told & { tenant: string; id: string; earner: string; dueAt: Date; calendar: unknown })[]> {
    return tx.query(
      `SELECT s.tenant_id AS tenant, s.id, s.earner_id AS earner, s.due_at AS "dueAt", i.calendar, s.language,
              jsonb_build_object('number', s.number, 'title', v.title, 'issuer', coalesce(i.name, '')) AS facts
         FROM submission s JOIN achievement_version_copy v ON v.id = s.achievement_version_id LEFT JOIN issuer_copy i ON i.id = s.issuer_id
        WHERE s.state IN ('SUBMITTED', 'IN_REVIEW') AND s.due_at <= $1 AND NOT EXISTS (
                SELECT 1 FROM notice n WHERE n.tenant_id = s.tenant_id AND n.kind = 'DECISION_OVERDUE' AND n.about = s.id)
        ORDER BY s.due_at LIMIT $2`,
      [at, limit],
    );
  }
}
