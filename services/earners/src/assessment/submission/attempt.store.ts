import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Attempt, AttemptPart } from './attempt.js';

const columns = `t.tenant_id AS tenant, t.submission_id AS submission, t.number, t.achievement_version_id AS "achievementVersion", t.statements,
  t.submitted_by AS "submittedBy", t.submitted_at AS "submittedAt"`;

/** A part as it is read: a carried one with the text of the attempt in which it lies, whose number is `source`. */
export interface FiledRow {
  readonly submission: string;
  readonly attempt: number;
  readonly requirement: string;
  readonly text: Buffer | null;
  readonly words: number;
  readonly carriedFrom: number | null;
  readonly source: number;
}

/** Filings; written once. */
@Injectable()
export class AttemptStore {
  async insert(tx: Tx, attempt: Attempt, parts: readonly AttemptPart[]): Promise<void> {
    const { tenant, submission, number } = attempt;
    await tx.query(
      `WITH filed AS (INSERT INTO attempt (tenant_id, submission_id, number, achievement_version_id, statements, submitted_by, submitted_at)
                      VALUES ($1, $2, $3, $8, $9, $10, $11))
       INSERT INTO attempt_part (tenant_id, submission_id, attempt, requirement, position, text, words, carried_from)
       SELECT $1, $2, $3, requirement, position, text, words, carried
         FROM unnest($4::text[], $5::bytea[], $6::int[], $7::int[]) WITH ORDINALITY AS p (requirement, text, words, carried, position)`,
      [
        tenant,
        submission,
        number,
        parts.map(({ requirement }) => requirement),
        parts.map(({ text }) => text),
        parts.map(({ words }) => words),
        parts.map(({ carriedFrom }) => carriedFrom),
        attempt.achievementVersion,
        attempt.statements,
        attempt.submittedBy,
        attempt.submittedAt,
      ],
    );
    const filed = parts.flatMap(({ requirement, evidence }) => evidence.map((id) => ({ requirement, id })));
    if (filed.length === 0) return;
    await tx.query(
      `INSERT INTO attempt_evidence (tenant_id, submission_id, attempt, requirement, evidence_id)
       SELECT $1, $2, $3, requirement, evidence FROM unnest($4::text[], $5::uuid[]) AS e (requirement, evidence)`,
      [tenant, submission, number, filed.map(({ requirement }) => requirement), filed.map(({ id }) => id)],
    );
  }

  /** All filings of submissions, the first one first. */
  of(tx: Tx, tenant: string, submissions: readonly string[]): Promise<Attempt[]> {
    return tx.query(`SELECT ${columns} FROM attempt t WHERE t.tenant_id = $1 AND t.submission_id = ANY($2::uuid[]) ORDER BY t.submission_id, t.number`, [
      tenant,
      submissions,
    ]);
  }

  /** Parts of filings in their order, carried ones followed to where they lie. Pairs of submission and attempt. */
  parts(tx: Tx, tenant: string, filings: readonly Pick<Attempt, 'submission' | 'number'>[]): Promise<FiledRow[]> {
    return tx.query(
      `SELECT p.submission_id AS submission, p.attempt, p.requirement, o.text, p.words, p.carried_from AS "carriedFrom", o.attempt AS source
         FROM unnest($2::uuid[], $3::int[]) AS f (submission, number)
         JOIN attempt_part p ON p.tenant_id = $1 AND p.submission_id = f.submission AND p.attempt = f.number
         JOIN attempt_part o ON o.tenant_id = $1 AND o.submission_id = p.submission_id AND o.requirement = p.requirement AND o.attempt = coalesce(p.carried_from, p.attempt)
        ORDER BY p.submission_id, p.attempt, p.position`,
      [tenant, filings.map(({ submission }) => submission), filings.map(({ number }) => number)],
    );
  }
}
