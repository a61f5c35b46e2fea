import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What earners say of themselves for statistics, sealed by the key of each. */
@Injectable()
export class StatisticsGroupStore {
  /** Replaces what earners said, each once. Returns the number of the statement of each, counted from 1. */
  async put(tx: Tx, tenant: string, said: readonly { readonly earner: string; readonly groups: Buffer | null }[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ earner: string; version: number }>(
      `INSERT INTO statistics_group (tenant_id, earner_id, version, groups) SELECT $1, earner, 1, groups FROM unnest($2::uuid[], $3::bytea[]) AS s (earner, groups)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET version = statistics_group.version + 1, groups = excluded.groups RETURNING earner_id AS earner, version`,
      [tenant, said.map(({ earner }) => earner), said.map(({ groups }) => groups)],
    );
    return new Map(rows.map(({ earner, version }) => [earner, version]));
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
