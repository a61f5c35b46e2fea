import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

export interface CreditAudit {
  readonly id: string;
  readonly tenant: string;
  readonly achievement: string;
  readonly seed: string;
  readonly size: number;
  readonly population: number;
  readonly drawnAt: Date;
}

/** Samples of entries and what came of them. */
@Injectable()
export class CreditAuditStore {
  /** Ids of entries that may be sampled: reported by somebody, counting, and in no sample yet; at most 100,000. */
  async population(tx: Tx, tenant: string, achievement: string, from: string | null, until: string | null): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT c.id FROM award a JOIN credit_entry c ON c.tenant_id = a.tenant_id AND c.ledger_id = a.id
        WHERE a.tenant_id = $1 AND a.achievement_id = $2 AND c.state = 'POSTED' AND c.source IN ('BY_HAND', 'CODE', 'IMPORT') AND c.audit = 'NONE'
          AND ($3::date IS NULL OR c.on_day >= $3::date) AND ($4::date IS NULL OR c.on_day < $4::date)
        ORDER BY c.id LIMIT 100000`,
      [tenant, achievement, from, until],
    );
    return rows.map(({ id }) => id);
  }

  async add(tx: Tx, { tenant, id, achievement, seed, size, population, drawnAt }: CreditAudit, entries: readonly string[]): Promise<void> {
    await tx.query(
      `WITH audit AS (
         INSERT INTO credit_audit (tenant_id, id, achievement_id, seed, size, population, drawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
       )
       INSERT INTO credit_audit_entry (tenant_id, audit_id, entry_id) SELECT $1, audit.id, entry FROM audit, unnest($8::uuid[]) AS t (entry)`,
      [tenant, id, achievement, seed, size, population, drawnAt, entries],
    );
  }

  async decide(tx: Tx, tenant: string, entry: string, verdict: 'CONFIRMED' | 'DISALLOWED', at: Date): Promise<void> {
    await tx.query('UPDATE credit_audit_entry SET verdict = $3, decided_at = $4 WHERE tenant_id = $1 AND entry_id = $2 AND verdict IS NULL', [tenant, entry, verdict, at]);
  }
}
