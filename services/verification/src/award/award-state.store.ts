import type { AwardFact } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Where awards stand, as far as this service has heard. Listeners see every tenant, so each statement names one. */
@Injectable()
export class AwardStateStore {
  /** Inserts the awards that are not known yet, in one statement, and returns their ids. */
  async insertNew(tx: Tx, tenant: string, facts: readonly AwardFact[]): Promise<Set<string>> {
    const rows = await tx.query<{ award: string }>(
      `INSERT INTO award_state (tenant_id, award_id, version, state)
       SELECT $1, g.award, g.version, g.state FROM unnest($2::uuid[], $3::int[], $4::text[]) AS g (award, version, state)
       ON CONFLICT (tenant_id, award_id) DO NOTHING RETURNING award_id AS award`,
      [tenant, facts.map(({ award }) => award), facts.map(({ version }) => version), facts.map(({ state }) => state)],
    );
    return new Set(rows.map(({ award }) => award));
  }

  /** The version of the copy under its row lock, 0 when there is none. */
  async lock(tx: Tx, tenant: string, award: string): Promise<number> {
    const [row] = await tx.query<{ version: number }>(
      `SELECT version FROM award_state WHERE tenant_id = $1 AND award_id = $2 FOR UPDATE`,
      [tenant, award],
    );
    return row?.version ?? 0;
  }

  async update(tx: Tx, tenant: string, fact: AwardFact, replacedBy: string | null): Promise<void> {
    await tx.query(
      `UPDATE award_state SET version = $3, state = $4, replaced_by = coalesce($5, replaced_by) WHERE tenant_id = $1 AND award_id = $2`,
      [tenant, fact.award, fact.version, fact.state, replacedBy],
    );
  }
}
