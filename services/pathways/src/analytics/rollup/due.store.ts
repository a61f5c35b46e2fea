import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { plainArray } from '../../progress/plain-array.js';

/** That the facts of an earner changed; later ones have higher numbers. */
export interface Note {
  readonly number: string;
  readonly earner: string;
}

/** Earners whose facts changed and who are not added up anew. Triggers note them. */
@Injectable()
export class DueStore {
  /** Up to `limit` notes after a number, the oldest first; they stay. */
  notes(tx: Tx, tenant: string, after: string, limit: number): Promise<Note[]> {
    return tx.query<Note>('SELECT number::text AS number, earner_id AS earner FROM rollup_due WHERE tenant_id = $1 AND number > $2::bigint ORDER BY rollup_due.number LIMIT $3', [tenant, after, limit]);
  }

  /** Takes notes. Returns whom those name that nobody else took before. */
  async take(tx: Tx, tenant: string, notes: readonly Note[]): Promise<Set<string>> {
    if (notes.length === 0) return new Set();
    const rows = await tx.query<{ earner: string }>('DELETE FROM rollup_due WHERE tenant_id = $1 AND number = ANY($2::bigint[]) RETURNING earner_id AS earner', [
      tenant,
      plainArray(notes.map(({ number }) => number)),
    ]);
    return new Set(rows.map(({ earner }) => earner));
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
