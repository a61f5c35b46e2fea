import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What a decision told of a criterion, as stored; feedback is under the case's seal. */
export interface ToldOutcome {
  readonly decision: string;
  readonly criterion: string;
  readonly level: string;
  readonly meets: boolean;
  readonly feedback: Buffer | null;
}

/** By what the words of a decision are sealed (see CaseSeal). */
export const decisionField = (decision: string): string => `decision ${decision}`;
export const toldField = (decision: string, criterion: string): string => `decision ${decision} ${criterion}`;

/** Criterion by criterion what decisions told; written once. */
@Injectable()
export class DecisionToldStore {
  async insert(tx: Tx, tenant: string, told: readonly ToldOutcome[]): Promise<void> {
    if (told.length === 0) return;
    await tx.query(
      `INSERT INTO decision_criterion (tenant_id, decision_id, criterion, level, meets, feedback)
       SELECT $1, decision, criterion, level, meets, feedback
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::bytea[]) AS t (decision, criterion, level, meets, feedback)`,
      [
        tenant,
        told.map(({ decision }) => decision),
        told.map(({ criterion }) => criterion),
        told.map(({ level }) => level),
        told.map(({ meets }) => meets),
        told.map(({ feedback }) => feedback),
      ],
    );
  }

  of(tx: Tx, tenant: string, decisions: readonly string[]): Promise<ToldOutcome[]> {
    return tx.query(
      `SELECT t.decision_id AS decision, t.criterion, t.level, t.meets, t.feedback FROM decision_criterion t
        WHERE t.tenant_id = $1 AND t.decision_id = ANY($2::uuid[]) ORDER BY t.decision_id, t.criterion`,
      [tenant, decisions],
    );
  }
}
