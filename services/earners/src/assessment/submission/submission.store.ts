import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Submission } from './submission.js';

/** Columns of a submission under the alias `s`. */
export const submissionColumns = `s.id, s.tenant_id AS tenant, s.number, s.earner_id AS earner, s.sealed_for AS "sealedFor", s.issuer_id AS issuer, s.achievement_id AS achievement,
  s.achievement_version_id AS "achievementVersion", s.language, s.state, s.held_from AS "heldFrom", s.held_at AS "heldAt", s.attempt,
  s.returned_parts AS "returnedParts", s.revision, s.submitted_at AS "submittedAt", s.due_at AS "dueAt", s.decided_at AS "decidedAt",
  s.award_id AS award, s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

/** Submissions themselves; what was written, filed and decided has stores of its own. */
@Injectable()
export class SubmissionStore {
  /** False when the earner has an open submission for the achievement already. */
  async insert(tx: Tx, submission: Submission): Promise<boolean> {
    const { tenant, id, number, earner, sealedFor, issuer, achievement, achievementVersion, language, state, createdAt, updatedAt } = submission;
    const rows = await tx.query(
      `INSERT INTO submission (tenant_id, id, number, earner_id, issuer_id, achievement_id, achievement_version_id, language, state, attempt,
              revision, version, created_at, updated_at, sealed_for)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 1, $10, $11, $12)
       ON CONFLICT (tenant_id, earner_id, achievement_id) WHERE state IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'RETURNED', 'HELD') DO NOTHING RETURNING 1`,
      [tenant, id, number, earner, issuer, achievement, achievementVersion, language, state, createdAt, updatedAt, sealedFor],
    );
    return rows.length > 0;
  }

  /** The submission under its row lock, which every change of it and of what hangs on it takes first. */
  async lock(tx: Tx, tenant: string, id: string): Promise<Submission | undefined> {
    const [row] = await tx.query<Submission>(`SELECT ${submissionColumns} FROM submission s WHERE s.tenant_id = $1 AND s.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  /** Saves everything that a command may change. */
  async update(tx: Tx, submission: Submission): Promise<void> {
    const { tenant, id, state, heldFrom, heldAt, attempt, returnedParts, revision, submittedAt, dueAt, decidedAt, award, version, updatedAt } = submission;
    await tx.query(
      `UPDATE submission
          SET state = $3, held_from = $4, held_at = $5, attempt = $6, returned_parts = $7, revision = $8, submitted_at = $9, due_at = $10,
              decided_at = $11, award_id = $12, version = $13, updated_at = $14, achievement_version_id = $15
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, heldFrom, heldAt, attempt, returnedParts, revision, submittedAt, dueAt, decidedAt, award, version, updatedAt, submission.achievementVersion],
    );
  }

  /** Whether the earner has a case for the same achievement under way. */
  async hasOpen(tx: Tx, { tenant, earner, achievement }: Pick<Submission, 'tenant' | 'earner' | 'achievement'>): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM submission s
        WHERE s.tenant_id = $1 AND s.earner_id = $2 AND s.achievement_id = $3 AND s.state IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'RETURNED', 'HELD')`,
      [tenant, earner, achievement],
    );
    return rows.length > 0;
  }

  /** Notes that the draft was saved: nothing that others are told of. */
  async saved(tx: Tx, tenant: string, id: string, revision: number, at: Date): Promise<void> {
    await tx.query('UPDATE submission SET revision = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2', [tenant, id, revision, at]);
  }

  /** How often an earner has filed for an achievement, in all submissions together. */
  async filings(tx: Tx, tenant: string, earner: string, achievement: string): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      'SELECT coalesce(sum(s.attempt), 0)::int AS n FROM submission s WHERE s.tenant_id = $1 AND s.earner_id = $2 AND s.achievement_id = $3',
      [tenant, earner, achievement],
    );
    return row?.n ?? 0;
  }

  /** Row-level security decides which of them the reader may see. */
  byIds(tx: Tx, ids: readonly string[]): Promise<Submission[]> {
    return tx.query(`SELECT ${submissionColumns} FROM submission s WHERE s.id = ANY($1::uuid[])`, [ids]);
  }
}
