import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CaseRow, QueueConditions } from './review-case.js';

const columns = `s.id AS submission, s.tenant_id AS tenant, s.issuer_id AS issuer, s.achievement_id AS achievement, s.achievement_version_id AS "achievementVersion",
  s.state, s.language, s.attempt, s.submitted_at AS "filedAt", s.due_at AS "dueAt", v.title, v.assessment ->> 'decision' AS "decisionPolicy"`;
const from = 'submission s JOIN achievement_version_copy v ON v.id = s.achievement_version_id AND v.tenant_id = s.tenant_id';

/** The key values of a case in the order in which decisions are due, the id last. */
export const caseKeys = ({ dueAt, submission }: CaseRow): [string, string] => [dueAt?.toISOString() ?? '', submission];

/** Cases as reviewers and grantors find them. */
@Injectable()
export class ReviewQueueStore {
  /** Cases of an issuer that wait for a decision, by the day on which it is due: what is overdue comes first. */
  queue(
    tx: Tx,
    { tenant, issuer }: { tenant: string; issuer: string },
    { overdue, achievement, state, language }: QueueConditions,
    { now, after, limit }: { now: Date; after: readonly [string, string] | null; limit: number },
  ): Promise<CaseRow[]> {
    const values: unknown[] = [tenant, issuer];
    const at = (value: unknown) => `$${values.push(value)}`;
    // Only what is set is asked for, so that the planner sees which of the partial indexes serves it.
    const conditions = [
      overdue === null ? null : `s.due_at ${overdue ? '<=' : '>'} ${at(now)}::timestamptz`,
      achievement === null ? null : `s.achievement_id = ${at(achievement)}::uuid`,
      language === null ? null : `s.language = ${at(language)}::text`,
      state === null ? null : `s.state = ${at(state)}::text`,
      after === null ? null : `(s.due_at, s.id) > (${at(after[0])}::timestamptz, ${at(after[1])}::uuid)`,
    ].flatMap((condition) => (condition === null ? [] : [` AND ${condition}`]));
    return tx.compose(
      `SELECT ${columns} FROM ${from} WHERE s.tenant_id = $1 AND s.issuer_id = $2 AND s.state IN ('SUBMITTED', 'IN_REVIEW')${conditions.join('')}
        ORDER BY s.due_at, s.id LIMIT ${at(limit)}`,
      values,
    );
  }

  /** Cases whose present filing a reviewer was asked about and has not ended, the one due first at the top. At most a few hundred. */
  asked(tx: Tx, tenant: string, reviewers: readonly string[], after: readonly [string, string] | null, limit: number): Promise<CaseRow[]> {
    return tx.query(
      `SELECT ${columns} FROM review_assignment a
         JOIN submission s ON s.tenant_id = a.tenant_id AND s.id = a.submission_id AND s.attempt = a.attempt
         JOIN achievement_version_copy v ON v.id = s.achievement_version_id AND v.tenant_id = s.tenant_id
        WHERE a.tenant_id = $1 AND a.reviewer_id = ANY($2::uuid[]) AND a.state IN ('OFFERED', 'ACCEPTED') AND s.due_at IS NOT NULL
          AND ($3::timestamptz IS NULL OR (s.due_at, s.id) > ($3::timestamptz, $4::uuid))
        ORDER BY s.due_at, s.id LIMIT $5`,
      [tenant, reviewers, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  byIds(tx: Tx, tenant: string, submissions: readonly string[]): Promise<CaseRow[]> {
    return tx.query(`SELECT ${columns} FROM ${from} WHERE s.tenant_id = $1 AND s.id = ANY($2::uuid[]) AND s.attempt > 0 AND v.assessment IS NOT NULL`, [tenant, submissions]);
  }
}
