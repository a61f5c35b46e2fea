import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Until when a record says that its person is a minor: sealed, with the record it belongs to and that record's key. */
export interface SealedMinority {
  /** The record asked for. */
  readonly asked: string;
  /** The record that says it: the same, or one that was merged into it. */
  readonly earner: string;
  readonly until: Buffer;
  readonly key: Buffer;
}

/** Minors, and whose guardian has agreed. */
@Injectable()
export class GuardianStore {
  async put(tx: Tx, tenant: string, earner: string, until: Buffer | null): Promise<void> {
    await tx.query('UPDATE earner SET minor_until = $3 WHERE tenant_id = $1 AND id = $2', [tenant, earner, until]);
  }

  /** What these records, and those merged into them, say of being minors. */
  minorities(tx: Tx, tenant: string, earners: readonly string[]): Promise<SealedMinority[]> {
    return tx.query(
      `${cluster}
       SELECT p.asked, e.id AS earner, e.minor_until AS until, k.wrapped AS key FROM part p
         JOIN earner e ON e.tenant_id = $1 AND e.id = p.id AND e.minor_until IS NOT NULL
         JOIN earner_key k ON k.tenant_id = $1 AND k.earner_id = e.id`,
      [tenant, earners],
    );
  }

  /** Those of these records for which a guardian's consent stands. */
  async consented(tx: Tx, tenant: string, earners: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ asked: string }>(
      `${cluster}
       SELECT DISTINCT p.asked FROM part p
         JOIN consent_fact g ON g.tenant_id = $1 AND g.earner_id = p.id AND g.purpose = 'GUARDIAN' AND g.version = 1
        WHERE NOT EXISTS (SELECT 1 FROM consent_fact w WHERE w.tenant_id = $1 AND w.id = g.id AND w.version = 2)`,
      [tenant, earners],
    );
    return new Set(rows.map(({ asked }) => asked));
  }
}

const cluster = `WITH RECURSIVE part (asked, id) AS (
         SELECT e, e FROM unnest($2::uuid[]) AS asked (e)
         UNION ALL SELECT p.asked, e.id FROM part p JOIN earner e ON e.tenant_id = $1 AND e.merged_into = p.id
       )`;
