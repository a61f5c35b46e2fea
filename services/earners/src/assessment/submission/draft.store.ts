import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A part of a draft as stored, its texts under the case's seal. */
export interface DraftPart {
  readonly requirement: string;
  readonly text: Buffer | null;
  readonly conflict: Buffer | null;
  readonly conflictAt: Date | null;
}

/** By what the texts of a draft are sealed (see CaseSeal). */
export const draftField = (requirement: string): string => `draft ${requirement}`;
export const conflictField = (requirement: string): string => `conflict ${requirement}`;

/** What is being written. Whoever writes holds the lock of the submission. */
@Injectable()
export class DraftStore {
  of(tx: Tx, tenant: string, submissions: readonly string[]): Promise<(DraftPart & { submission: string })[]> {
    return tx.query(
      `SELECT d.submission_id AS submission, d.requirement, d.text, d.conflict, d.conflict_at AS "conflictAt"
         FROM draft_part d WHERE d.tenant_id = $1 AND d.submission_id = ANY($2::uuid[])`,
      [tenant, submissions],
    );
  }

  async put(tx: Tx, tenant: string, submission: string, parts: readonly DraftPart[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO draft_part (tenant_id, submission_id, requirement, text, conflict, conflict_at, saved_at)
       SELECT $1, $2, requirement, text, conflict, conflict_at, $7
         FROM unnest($3::text[], $4::bytea[], $5::bytea[], $6::timestamptz[]) AS p (requirement, text, conflict, conflict_at)
       ON CONFLICT (tenant_id, submission_id, requirement)
         DO UPDATE SET text = excluded.text, conflict = excluded.conflict, conflict_at = excluded.conflict_at, saved_at = excluded.saved_at`,
      [
        tenant,
        submission,
        parts.map(({ requirement }) => requirement),
        parts.map(({ text }) => text),
        parts.map(({ conflict }) => conflict),
        parts.map(({ conflictAt }) => conflictAt),
        at,
      ],
    );
  }
}
