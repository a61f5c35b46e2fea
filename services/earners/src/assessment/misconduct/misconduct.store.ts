import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { begunUnder } from './begun-under.js';
import type { CaseConditions } from './case-views.js';
import type { MisconductCase, MisconductState } from './misconduct.js';

const columns = `m.id, m.tenant_id AS tenant, m.submission_id AS submission, m.attempt, m.award_id AS award, m.earner_id AS earner, m.sealed_for AS "sealedFor",
  m.issuer_id AS issuer, m.achievement_id AS achievement, m.achievement_version_id AS "achievementVersion", m.state, m.reason, m.reported_by AS "reportedBy",
  m.reported_at AS "reportedAt", m.statement, m.notice, m.notice_at AS "noticeAt", m.answer, m.answered_at AS "answeredAt", m.committee,
  m.decided_at AS "decidedAt", m.decision_id AS decision, m.appeal_until AS "appealUntil", m.settled_at AS "settledAt", m.overturned_by AS "overturnedBy"`;

/** Cases of misconduct. */
@Injectable()
export class MisconductStore {
  async insert(tx: Tx, misconduct: MisconductCase): Promise<void> {
    const { tenant, id, submission, attempt, award, earner, sealedFor, issuer, achievement, achievementVersion, reason, reportedBy, reportedAt, statement } = misconduct;
    await tx.query(
      `INSERT INTO misconduct_case (tenant_id, id, submission_id, attempt, award_id, earner_id, sealed_for, issuer_id, achievement_id, achievement_version_id,
              state, reason, reported_by, reported_at, statement, committee)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'REPORTED', $11, $12, $13, $14, '[]')`,
      [tenant, id, submission, attempt, award, earner, sealedFor, issuer, achievement, achievementVersion, reason, reportedBy, reportedAt, statement],
    );
  }

  /** Saves everything that a command may change. */
  async update(tx: Tx, { tenant, id, ...now }: MisconductCase): Promise<void> {
    await tx.query(
      `UPDATE misconduct_case
          SET state = $3, notice = $4, notice_at = $5, answer = $6, answered_at = $7, committee = $8, decided_at = $9, decision_id = $10, appeal_until = $11,
              settled_at = $12, overturned_by = $13
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, now.state, now.notice, now.noticeAt, now.answer, now.answeredAt, JSON.stringify(now.committee), now.decidedAt, now.decision, now.appealUntil, now.settledAt, now.overturnedBy],
    );
  }

  /** The case under its row lock; the lock of its submission comes before it. */
  async lock(tx: Tx, tenant: string, id: string): Promise<MisconductCase | undefined> {
    const [row] = await tx.query<MisconductCase>(`SELECT ${columns} FROM misconduct_case m WHERE m.tenant_id = $1 AND m.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  /** Cases of the viewer's tenant, and those of records that he has claimed. */
  byIds(tx: Tx, { tenant, account }: { tenant: string | null; account: string | null }, ids: readonly string[]): Promise<MisconductCase[]> {
    return tx.query(
      `SELECT ${columns} FROM misconduct_case m WHERE m.tenant_id = $1 AND m.id = ANY($3::uuid[])
       UNION SELECT ${columns} FROM earner e JOIN misconduct_case m ON m.tenant_id = e.tenant_id AND m.earner_id = e.id WHERE e.account_id = $2 AND m.id = ANY($3::uuid[])`,
      [tenant, account, ids],
    );
  }

  /** Cases about submissions or awards, oldest first. */
  about(tx: Tx, tenant: string, submissions: readonly string[], awards: readonly string[] = []): Promise<MisconductCase[]> {
    return tx.query(
      `SELECT ${columns} FROM misconduct_case m
        WHERE m.tenant_id = $1 AND (m.submission_id = ANY($2::uuid[]) OR m.award_id = ANY($3::uuid[])) ORDER BY m.reported_at, m.id`,
      [tenant, submissions, awards],
    );
  }

  /** Whether a submission waits for a committee. */
  async isUnderWay(tx: Tx, tenant: string, submission: string): Promise<boolean> {
    const rows = await tx.query(`SELECT 1 FROM misconduct_case m WHERE m.tenant_id = $1 AND m.submission_id = $2 AND m.state IN ('REPORTED', 'NOTIFIED', 'VOTING')`, [tenant, submission]);
    return rows.length > 0;
  }

  /** The case in which a decision was made. */
  async ofDecision(tx: Tx, tenant: string, decision: string): Promise<MisconductCase | undefined> {
    const [row] = await tx.query<MisconductCase>(`SELECT ${columns} FROM misconduct_case m WHERE m.tenant_id = $1 AND m.decision_id = $2`, [tenant, decision]);
    return row;
  }

  /** The latest cases of a record; at most 50. */
  ofEarner(tx: Tx, tenant: string, earner: string): Promise<MisconductCase[]> {
    return tx.query(`SELECT ${columns} FROM misconduct_case m WHERE m.tenant_id = $1 AND m.earner_id = $2 ORDER BY m.reported_at DESC, m.id DESC LIMIT 50`, [tenant, earner]);
  }

  /** A page of the tenant's cases, the latest first. */
  page(tx: Tx, tenant: string, { states, within }: CaseConditions<MisconductState>, after: readonly [string, string] | null, limit: number): Promise<MisconductCase[]> {
    return tx.query(
      `SELECT ${columns} FROM misconduct_case m
        WHERE m.tenant_id = $1 AND ($2::text[] IS NULL OR m.state = ANY($2::text[]))
          AND ($3::boolean OR m.issuer_id = ANY($4::uuid[]) OR m.achievement_id = ANY($5::uuid[]))
          AND ($6::timestamptz IS NULL OR (m.reported_at, m.id) < ($6::timestamptz, $7::uuid))
        ORDER BY m.reported_at DESC, m.id DESC LIMIT $8`,
      [tenant, states, within === null, within?.issuers ?? [], within?.achievements ?? [], after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Cases of all tenants whose award is to be revoked now: the time for an appeal is over, and none is pending. Worker role only. */
  revocable(tx: Tx, at: Date): Promise<Pick<MisconductCase, 'tenant' | 'id' | 'submission'>[]> {
    return tx.query(
      `SELECT m.tenant_id AS tenant, m.id, m.submission_id AS submission FROM misconduct_case m
        WHERE m.state = 'UPHELD' AND m.settled_at IS NULL AND m.appeal_until <= $1
          AND NOT EXISTS (SELECT 1 FROM appeal p WHERE p.tenant_id = m.tenant_id AND p.misconduct_id = m.id AND p.state IN ('FILED', 'ADMITTED'))
        ORDER BY m.appeal_until LIMIT 100`,
      [at],
    );
  }

  async hasPendingAppeal(tx: Tx, tenant: string, id: string): Promise<boolean> {
    const rows = await tx.query(`SELECT 1 FROM appeal p WHERE p.tenant_id = $1 AND p.misconduct_id = $2 AND p.state IN ('FILED', 'ADMITTED')`, [tenant, id]);
    return rows.length > 0;
  }

  /** Hands what is about one record over to another one, whose person it turned out to be. */
  async moveAll(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE misconduct_case SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, into]);
  }

  /** Gives back what began under a record that stands for itself again. */
  async moveBack(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query(`UPDATE misconduct_case SET earner_id = $2 WHERE tenant_id = $1 AND earner_id = $3 AND ${begunUnder}`, [tenant, from, into]);
  }

  /** Takes away what was written about persons and by them; that there was a case stays. */
  async forget(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE misconduct_case SET statement = NULL, notice = NULL, answer = NULL
        WHERE tenant_id = $1 AND (earner_id = ANY($2::uuid[]) OR sealed_for = ANY($2::uuid[]))`,
      [tenant, earners],
    );
  }
}
