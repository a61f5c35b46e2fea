import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { begunUnder } from '../misconduct/begun-under.js';
import type { CaseConditions } from '../misconduct/case-views.js';
import type { Appeal, AppealState } from './appeal.js';

const columns = `p.id, p.tenant_id AS tenant, p.decision_id AS decision, p.misconduct_id AS misconduct, p.submission_id AS submission, p.award_id AS award,
  p.earner_id AS earner, p.sealed_for AS "sealedFor", p.issuer_id AS issuer, p.achievement_id AS achievement, p.achievement_version_id AS "achievementVersion",
  p.state, p.statement, p.filed_by AS "filedBy", p.filed_at AS "filedAt", p.panel, p.remedy, p.answer, p.overturning_id AS overturning, p.closed_at AS "closedAt"`;

/** Appeals. The unique keys admit one against each decision and each case of misconduct. */
@Injectable()
export class AppealStore {
  async insert(tx: Tx, appeal: Appeal): Promise<void> {
    const { tenant, id, decision, misconduct, submission, award, earner, sealedFor, issuer, achievement, achievementVersion, statement, filedBy, filedAt } = appeal;
    await tx.query(
      `INSERT INTO appeal (tenant_id, id, decision_id, misconduct_id, submission_id, award_id, earner_id, sealed_for, issuer_id, achievement_id,
              achievement_version_id, state, statement, filed_by, filed_at, panel)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'FILED', $12, $13, $14, '[]')`,
      [tenant, id, decision, misconduct, submission, award, earner, sealedFor, issuer, achievement, achievementVersion, statement, filedBy, filedAt],
    );
  }

  /** Saves everything that a command may change. */
  async update(tx: Tx, { tenant, id, state, panel, remedy, answer, overturning, closedAt }: Appeal): Promise<void> {
    await tx.query(
      `UPDATE appeal SET state = $3, panel = $4, remedy = $5, answer = $6, overturning_id = $7, closed_at = $8 WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, JSON.stringify(panel), remedy, answer, overturning, closedAt],
    );
  }

  /** The appeal under its row lock; those of its submission and of its case of misconduct come before it. */
  async lock(tx: Tx, tenant: string, id: string): Promise<Appeal | undefined> {
    const [row] = await tx.query<Appeal>(`SELECT ${columns} FROM appeal p WHERE p.tenant_id = $1 AND p.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  /** Appeals of the viewer's tenant, and those of records that he has claimed. */
  byIds(tx: Tx, { tenant, account }: { tenant: string | null; account: string | null }, ids: readonly string[]): Promise<Appeal[]> {
    return tx.query(
      `SELECT ${columns} FROM appeal p WHERE p.tenant_id = $1 AND p.id = ANY($3::uuid[])
       UNION SELECT ${columns} FROM earner e JOIN appeal p ON p.tenant_id = e.tenant_id AND p.earner_id = e.id WHERE e.account_id = $2 AND p.id = ANY($3::uuid[])`,
      [tenant, account, ids],
    );
  }

  /** Appeals against decisions and against cases of misconduct. */
  against(tx: Tx, tenant: string, decisions: readonly string[], misconduct: readonly string[] = []): Promise<Appeal[]> {
    return tx.query(
      `SELECT ${columns} FROM appeal p WHERE p.tenant_id = $1 AND (p.decision_id = ANY($2::uuid[]) OR p.misconduct_id = ANY($3::uuid[])) ORDER BY p.filed_at, p.id`,
      [tenant, decisions, misconduct],
    );
  }

  /** The latest appeals of a record; at most 50. */
  ofEarner(tx: Tx, tenant: string, earner: string): Promise<Appeal[]> {
    return tx.query(`SELECT ${columns} FROM appeal p WHERE p.tenant_id = $1 AND p.earner_id = $2 ORDER BY p.filed_at DESC, p.id DESC LIMIT 50`, [tenant, earner]);
  }

  /** A page of the tenant's appeals, the latest first. */
  page(tx: Tx, tenant: string, { states, within }: CaseConditions<AppealState>, after: readonly [string, string] | null, limit: number): Promise<Appeal[]> {
    return tx.query(
      `SELECT ${columns} FROM appeal p
        WHERE p.tenant_id = $1 AND ($2::text[] IS NULL OR p.state = ANY($2::text[]))
          AND ($3::boolean OR p.issuer_id = ANY($4::uuid[]) OR p.achievement_id = ANY($5::uuid[]))
          AND ($6::timestamptz IS NULL OR (p.filed_at, p.id) < ($6::timestamptz, $7::uuid))
        ORDER BY p.filed_at DESC, p.id DESC LIMIT $8`,
      [tenant, states, within === null, within?.issuers ?? [], within?.achievements ?? [], after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Hands what is about one record over to another one, whose person it turned out to be. */
  async moveAll(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE appeal SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, into]);
  }

  /** Gives back what began under a record that stands for itself again. */
  async moveBack(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query(`UPDATE appeal SET earner_id = $2 WHERE tenant_id = $1 AND earner_id = $3 AND ${begunUnder}`, [tenant, from, into]);
  }

  /** Takes away what was written; that there was an appeal stays. */
  async forget(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE appeal SET statement = NULL, answer = NULL WHERE tenant_id = $1 AND (earner_id = ANY($2::uuid[]) OR sealed_for = ANY($2::uuid[]))`,
      [tenant, earners],
    );
  }
}
