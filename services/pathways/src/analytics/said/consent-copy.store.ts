import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A consent as it was told. */
export interface ConsentCopy {
  readonly id: string;
  /** The record that stands for whoever agreed. */
  readonly earner: string;
  /** The record that agreed. */
  readonly toldOf: string;
  readonly purpose: 'STATISTICS' | 'TALENT_SEARCH';
  readonly withdrawn: boolean;
  readonly version: number;
}

/** What earners agreed to that figures depend on. Nobody is in a figure who withdrew STATISTICS and did not agree again. */
@Injectable()
export class ConsentCopyStore {
  /**
   * Keeps consents, each once.
   *
   * @returns how many of them were not told, nor anything later, before
   */
  async put(tx: Tx, tenant: string, consents: readonly ConsentCopy[]): Promise<number> {
    if (consents.length === 0) return 0;
    const rows = await tx.query(
      `INSERT INTO consent_copy (tenant_id, id, earner_id, told_of, purpose, withdrawn, version)
       SELECT $1, id, earner, told_of, purpose, withdrawn, version
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::boolean[], $7::int[]) AS c (id, earner, told_of, purpose, withdrawn, version)
       ON CONFLICT (tenant_id, id) DO UPDATE SET withdrawn = excluded.withdrawn, version = excluded.version WHERE consent_copy.version < excluded.version RETURNING 1`,
      [tenant, ...(['id', 'earner', 'toldOf', 'purpose', 'withdrawn', 'version'] as const).map((member) => consents.map((consent) => consent[member]))],
    );
    await this.judge(tx, tenant, consents.map(({ earner }) => earner));
    return rows.length;
  }

  async move(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE consent_copy SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, into]);
    await this.judge(tx, tenant, [from, into]);
  }

  async giveBack(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE consent_copy SET earner_id = $2 WHERE tenant_id = $1 AND earner_id = $3 AND told_of = $2', [tenant, from, into]);
    await this.judge(tx, tenant, [from, into]);
  }

  /** Who of these is outside statistics. */
  private async judge(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    const said = `SELECT c.earner_id, bool_and(c.withdrawn) AS outside FROM consent_copy c WHERE c.tenant_id = $1 AND c.earner_id = ANY($2::uuid[]) AND c.purpose = 'STATISTICS' GROUP BY c.earner_id`;
    await tx.query(
      `INSERT INTO outside_statistics (tenant_id, earner_id, since) SELECT $1, said.earner_id, now() FROM (${said}) AS said WHERE said.outside ON CONFLICT DO NOTHING`,
      [tenant, earners],
    );
    await tx.query(
      `DELETE FROM outside_statistics o WHERE o.tenant_id = $1 AND o.earner_id = ANY($2::uuid[])
          AND NOT EXISTS (SELECT 1 FROM (${said}) AS said WHERE said.earner_id = o.earner_id AND said.outside)`,
      [tenant, earners],
    );
  }
}
