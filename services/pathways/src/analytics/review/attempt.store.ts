import type { SubmissionFact } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What the decision on an attempt said; `returned`: some parts are asked for again. */
export type AttemptOutcome = 'granted' | 'refused' | 'returned';

/** Attempts to show evidence as the earners service tells of them. */
@Injectable()
export class AttemptStore {
  /** @param earner the record that stands for who filed it */
  async filed(tx: Tx, tenant: string, earner: string, { submission, attempt, earner: toldOf, achievementVersion, at }: SubmissionFact): Promise<Outcome> {
    const rows = await tx.query(
      `INSERT INTO submission_attempt (tenant_id, submission_id, attempt, earner_id, told_of, achievement_version_id, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [tenant, submission, attempt, earner, toldOf, achievementVersion, at],
    );
    return told(rows);
  }

  /** The last decision counts: of an appeal that was upheld its own. Attempts of before they were kept are left alone. */
  async decided(tx: Tx, tenant: string, { submission, attempt, at }: SubmissionFact, outcome: AttemptOutcome): Promise<Outcome> {
    return told(
      await tx.query('UPDATE submission_attempt SET decided_at = $4, outcome = $5 WHERE tenant_id = $1 AND submission_id = $2 AND attempt = $3 RETURNING 1', [tenant, submission, attempt, at, outcome]),
    );
  }

  /** It is reviewed again, as if it had not been decided. */
  async reopened(tx: Tx, tenant: string, { submission, attempt }: SubmissionFact): Promise<Outcome> {
    return told(
      await tx.query('UPDATE submission_attempt SET decided_at = NULL, outcome = NULL WHERE tenant_id = $1 AND submission_id = $2 AND attempt = $3 RETURNING 1', [tenant, submission, attempt]),
    );
  }

  /** Taken back: what was not decided is no attempt. */
  async withdrawn(tx: Tx, tenant: string, { submission }: SubmissionFact): Promise<Outcome> {
    return told(await tx.query('DELETE FROM submission_attempt WHERE tenant_id = $1 AND submission_id = $2 AND decided_at IS NULL RETURNING 1', [tenant, submission]));
  }

  async move(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE submission_attempt SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, into]);
  }

  async giveBack(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE submission_attempt SET earner_id = $2 WHERE tenant_id = $1 AND earner_id = $3 AND told_of = $2', [tenant, from, into]);
  }
}

const told = (rows: readonly unknown[]): Outcome => (rows.length > 0 ? 'applied' : 'stale');
