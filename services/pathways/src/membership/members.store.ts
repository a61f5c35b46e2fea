import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

export type MemberState = 'ACTIVE' | 'PAUSED' | 'LEFT';

/** Who belongs to a tenant, as it was told of its roster. Every statement names the tenant: listeners see them all. */
@Injectable()
export class MembersStore {
  /** Notes how an entry stands; false when that or something later was told before. */
  async put(tx: Tx, tenant: string, entry: { id: string; earner: string; state: MemberState }, version: number): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO member_copy (tenant_id, entry_id, earner_id, state, version) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, entry_id) DO UPDATE SET earner_id = excluded.earner_id, state = excluded.state, version = excluded.version
        WHERE member_copy.version < excluded.version RETURNING 1`,
      [tenant, entry.id, entry.earner, entry.state, version],
    );
    return rows.length > 0;
  }

  /** Notes whose an entry is that changed otherwise. Its state is told by events of their own, in whatever order they come. */
  async moveTo(tx: Tx, tenant: string, entry: string, earner: string): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE member_copy SET earner_id = $3 WHERE tenant_id = $1 AND entry_id = $2 AND earner_id <> $3 RETURNING 1',
      [tenant, entry, earner],
    );
    return rows.length > 0;
  }

  /** Those of the earners, as they are named here, who belong to the tenant now; records that were merged into one of them count for it. */
  async among(tx: Tx, tenant: string, earners: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ asked: string }>(
      `WITH RECURSIVE part (asked, id) AS (
         SELECT e, e FROM unnest($2::uuid[]) AS e
         UNION SELECT part.asked, p.earner_id FROM part JOIN person_copy p ON p.tenant_id = $1 AND p.merged_into = part.id
       )
       SELECT DISTINCT part.asked FROM part JOIN member_copy m ON m.tenant_id = $1 AND m.earner_id = part.id AND m.state = 'ACTIVE'`,
      [tenant, earners],
    );
    return new Set(rows.map(({ asked }) => asked));
  }

  /** Whether the tenant keeps a roster at all. */
  async isKept(tx: Tx, tenant: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM member_copy WHERE tenant_id = $1 LIMIT 1', [tenant])).length > 0;
  }
}
