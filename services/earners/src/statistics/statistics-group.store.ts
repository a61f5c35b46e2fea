import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What earners say of themselves for statistics, sealed by the key of each. */
@Injectable()
export class StatisticsGroupStore {
  /** Replaces what an earner said. Returns the number of the statement, counted from 1. */
  async put(tx: Tx, tenant: string, earner: string, groups: Buffer | null): Promise<number> {
    const [row] = await tx.query<{ version: number }>(
      `INSERT INTO statistics_group (tenant_id, earner_id, version, groups) VALUES ($1, $2, 1, $3)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET version = statistics_group.version + 1, groups = excluded.groups RETURNING version`,
      [tenant, earner, groups],
    );
    if (!row) throw new Error('what an earner said was not kept');
    return row.version;
  }

  async of(tx: Tx, tenant: string, earners: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = await tx.query<{ earner: string; groups: Buffer }>(
      'SELECT earner_id AS earner, groups FROM statistics_group WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND groups IS NOT NULL',
      [tenant, earners],
    );
    return new Map(rows.map(({ earner, groups }) => [earner, groups]));
  }

  /** Takes away what these earners said; that they said something stays. */
  async forget(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query('UPDATE statistics_group SET groups = NULL WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])', [tenant, earners]);
  }
}
