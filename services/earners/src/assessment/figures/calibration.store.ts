import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Pair } from './agreement.js';

/** A filing that reviewers score to compare themselves. */
export interface CalibrationCase {
  readonly id: string;
  readonly tenant: string;
  readonly submission: string;
  readonly attempt: number;
  readonly achievement: string;
  readonly achievementVersion: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface CalibrationLevel {
  readonly criterion: string;
  readonly level: string;
}

const columns = `c.id, c.tenant_id AS tenant, c.submission_id AS submission, c.attempt, c.achievement_id AS achievement,
  c.achievement_version_id AS "achievementVersion", c.created_by AS "createdBy", c.created_at AS "createdAt"`;

/** The calibration set, its reference levels, and what reviewers scored. */
@Injectable()
export class CalibrationStore {
  /** False when the filing is part of the set already. */
  async insert(tx: Tx, one: CalibrationCase, levels: readonly CalibrationLevel[]): Promise<boolean> {
    const { tenant, id, submission, attempt, achievement, achievementVersion, createdBy, createdAt } = one;
    const rows = await tx.query(
      `INSERT INTO calibration_case (tenant_id, id, submission_id, attempt, achievement_id, achievement_version_id, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
      [tenant, id, submission, attempt, achievement, achievementVersion, createdBy, createdAt],
    );
    if (rows.length === 0) return false;
    await tx.query(
      `INSERT INTO calibration_reference (tenant_id, case_id, criterion, level) SELECT $1, $2, criterion, level FROM unnest($3::text[], $4::text[]) AS l (criterion, level)`,
      [tenant, id, levels.map(({ criterion }) => criterion), levels.map(({ level }) => level)],
    );
    return true;
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<CalibrationCase | undefined> {
    const [row] = await tx.query<CalibrationCase>(`SELECT ${columns} FROM calibration_case c WHERE c.tenant_id = $1 AND c.id = $2`, [tenant, id]);
    return row;
  }

  /** The set of an achievement, the oldest first; at most 100. */
  of(tx: Tx, tenant: string, achievement: string): Promise<CalibrationCase[]> {
    return tx.query(`SELECT ${columns} FROM calibration_case c WHERE c.tenant_id = $1 AND c.achievement_id = $2 ORDER BY c.created_at, c.id LIMIT 100`, [tenant, achievement]);
  }

  async score(tx: Tx, tenant: string, id: string, reviewer: string, levels: readonly CalibrationLevel[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO calibration_score (tenant_id, case_id, reviewer_id, criterion, level, at)
       SELECT $1, $2, $3, criterion, level, $6 FROM unnest($4::text[], $5::text[]) AS l (criterion, level)
       ON CONFLICT (tenant_id, case_id, reviewer_id, criterion) DO UPDATE SET level = excluded.level, at = excluded.at`,
      [tenant, id, reviewer, levels.map(({ criterion }) => criterion), levels.map(({ level }) => level), at],
    );
  }

  references(tx: Tx, tenant: string, cases: readonly string[]): Promise<({ readonly id: string } & CalibrationLevel)[]> {
    return tx.query('SELECT r.case_id AS id, r.criterion, r.level FROM calibration_reference r WHERE r.tenant_id = $1 AND r.case_id = ANY($2::uuid[]) ORDER BY r.criterion', [
      tenant,
      cases,
    ]);
  }

  scores(tx: Tx, tenant: string, cases: readonly string[], reviewers: readonly string[]): Promise<({ readonly id: string } & CalibrationLevel)[]> {
    return tx.query(
      `SELECT s.case_id AS id, s.criterion, s.level FROM calibration_score s
        WHERE s.tenant_id = $1 AND s.case_id = ANY($2::uuid[]) AND s.reviewer_id = ANY($3::uuid[]) ORDER BY s.criterion`,
      [tenant, cases, reviewers],
    );
  }

  /** Every level that was scored beside the one that is right; at most 10,000, the latest. */
  pairs(tx: Tx, tenant: string, achievement: string, reviewer: string | null): Promise<Pair[]> {
    return tx.query(
      `SELECT s.level AS given, r.level AS reference FROM calibration_case c
         JOIN calibration_score s ON s.tenant_id = c.tenant_id AND s.case_id = c.id
         JOIN calibration_reference r ON r.tenant_id = c.tenant_id AND r.case_id = c.id AND r.criterion = s.criterion
        WHERE c.tenant_id = $1 AND c.achievement_id = $2 AND ($3::uuid IS NULL OR s.reviewer_id = $3) ORDER BY s.at DESC LIMIT 10000`,
      [tenant, achievement, reviewer],
    );
  }
}
