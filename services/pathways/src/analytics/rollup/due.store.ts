import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Earners whose facts changed and who are not added up anew. Triggers note them. */
@Injectable()
export class DueStore {
  /** Takes up to `limit` notes, the oldest first. */
  async take(tx: Tx, tenant: string, limit: number): Promise<{ notes: number; earners: string[] }> {
    const rows = await tx.query<{ earner: string }>(
      `DELETE FROM rollup_due WHERE tenant_id = $1 AND number = ANY(ARRAY(SELECT number FROM rollup_due WHERE tenant_id = $1 ORDER BY number LIMIT $2))
       RETURNING earner_id AS earner`,
      [tenant, limit],
    );
    return { notes: rows.length, earners: [...new Set(rows.map(({ earner }) => earner))].sort() };
  }

  /** The number of the last note, and since when the first one waits; nulls where there is none. */
  async waiting(tx: Tx, tenant: string): Promise<{ last: string | null; since: Date | null }> {
    const [row] = await tx.query<{ last: string | null; since: Date | null }>(
      `SELECT (SELECT number::text FROM rollup_due WHERE tenant_id = $1 ORDER BY number DESC LIMIT 1) AS last,
              (SELECT since FROM rollup_due WHERE tenant_id = $1 ORDER BY number LIMIT 1) AS since`,
      [tenant],
    );
    return row ?? { last: null, since: null };
  }

  /** Whether a note up to this number still waits. */
  async waitsUpTo(tx: Tx, tenant: string, number: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM rollup_due WHERE tenant_id = $1 AND number <= $2 LIMIT 1', [tenant, number]);
    return rows.length > 0;
  }

  /** The next earners by id of whom there are facts, whatever is noted. */
  async page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<string[]> {
    const of = (table: string) => `(SELECT DISTINCT earner_id FROM ${table} WHERE tenant_id = $1 AND ($2::uuid IS NULL OR earner_id > $2) ORDER BY earner_id LIMIT $3)`;
    const rows = await tx.query<{ earner: string }>(
      `SELECT earner_id AS earner FROM (${of('holding')} UNION ${of('enrolment')} UNION ${of('submission_attempt')}) AS known ORDER BY earner_id LIMIT $3`,
      [tenant, after, limit],
    );
    return rows.map(({ earner }) => earner);
  }

  /** How many earners there are facts of. For background work. */
  async total(tx: Tx, tenant: string): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(1)::int AS n FROM (SELECT earner_id FROM holding WHERE tenant_id = $1 UNION SELECT earner_id FROM enrolment WHERE tenant_id = $1 UNION SELECT earner_id FROM submission_attempt WHERE tenant_id = $1) AS known`,
      [tenant],
    );
    return row?.n ?? 0;
  }
}
