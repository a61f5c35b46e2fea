import type { StatedGroupsFact } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What earners say of themselves for statistics, complete each time. */
@Injectable()
export class StatedGroupStore {
  /**
   * @param earner the record that stands for who said it
   * @returns false when that or something later was told before
   */
  async replace(tx: Tx, tenant: string, earner: string, version: number, { earner: toldOf, groups, at }: StatedGroupsFact): Promise<boolean> {
    const fresh = await tx.query(
      `INSERT INTO stated_groups (tenant_id, earner_id, version) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET version = excluded.version WHERE stated_groups.version < excluded.version RETURNING 1`,
      [tenant, toldOf, version],
    );
    if (fresh.length === 0) return false;
    await this.forget(tx, tenant, [earner]);
    await tx.query(
      `INSERT INTO earner_group (tenant_id, earner_id, told_of, dimension, value, since_on, until_on, recorded_at)
       SELECT $1, $2, $3, g.dimension, g.value, coalesce(g.since, '-infinity'), g.until, $8 FROM unnest($4::text[], $5::text[], $6::date[], $7::date[]) AS g (dimension, value, since, until)`,
      [tenant, earner, toldOf, groups.map(({ dimension }) => dimension), groups.map(({ value }) => value), groups.map(({ since }) => since), groups.map(({ until }) => until), at],
    );
    return true;
  }

  /** What a record said that is merged into another holds of the other where that has said nothing. */
  async move(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query(
      `UPDATE earner_group SET earner_id = $3, told_of = coalesce(told_of, earner_id) WHERE tenant_id = $1 AND earner_id = $2
          AND NOT EXISTS (SELECT 1 FROM earner_group own WHERE own.tenant_id = $1 AND own.earner_id = $3)`,
      [tenant, from, into],
    );
  }

  async giveBack(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE earner_group SET earner_id = $2 WHERE tenant_id = $1 AND earner_id = $3 AND told_of = $2', [tenant, from, into]);
  }

  async forget(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM earner_group WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])', [tenant, earners]);
  }
}
