import type { CompletionFact } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What is known here of a completion: how far its events were heard, and the award that came of it. */
export interface CompletionRow {
  readonly version: number;
  readonly award: string | null;
  /** What was told, when its badge is held back. */
  readonly waiting: CompletionFact | null;
}

@Injectable()
export class CompletionStore {
  async lock(tx: Tx, tenant: string, id: string): Promise<CompletionRow | undefined> {
    const [row] = await tx.query<CompletionRow>(
      'SELECT version, award_id AS award, waiting FROM completion WHERE tenant_id = $1 AND id = $2 FOR UPDATE',
      [tenant, id],
    );
    return row;
  }

  async keep(tx: Tx, tenant: string, { completion, enrolment }: Pick<CompletionFact, 'completion' | 'enrolment'>, { version, award, waiting }: CompletionRow): Promise<void> {
    await tx.query(
      `INSERT INTO completion (tenant_id, id, version, award_id, enrolment_id, waiting) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, id) DO UPDATE SET version = excluded.version, award_id = excluded.award_id, enrolment_id = excluded.enrolment_id, waiting = excluded.waiting`,
      [tenant, completion, version, award, enrolment, waiting && JSON.stringify(waiting)],
    );
  }

  /** Those of an enrolment whose badges are held back, locked. */
  waiting(tx: Tx, tenant: string, enrolment: string): Promise<{ version: number; waiting: CompletionFact }[]> {
    return tx.query('SELECT version, waiting FROM completion WHERE tenant_id = $1 AND enrolment_id = $2 AND waiting IS NOT NULL ORDER BY id FOR UPDATE', [tenant, enrolment]);
  }
}
