import type { StatedGroupsFact } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What somebody said of himself, told as a version of it. */
export interface Stated {
  /** The record that stands for who said it. */
  readonly earner: string;
  readonly version: number;
  readonly fact: StatedGroupsFact;
}

/** What earners say of themselves for statistics, complete each time. */
@Injectable()
export class StatedGroupStore {
  /**
   * Replaces what these said, in order: of two that stand for one person, and of two statements of one, the last holds.
   *
   * @returns how many of them were not told, nor anything later, before
   */
  async replace(tx: Tx, tenant: string, said: readonly Stated[]): Promise<number> {
    const last = new Map(said.map((one) => [one.fact.earner, one]));
    const rows = await tx.query<{ earner: string }>(
      `INSERT INTO stated_groups (tenant_id, earner_id, version) SELECT $1, earner, version FROM unnest($2::uuid[], $3::int[]) AS s (earner, version)
       ON CONFLICT (tenant_id, earner_id) DO UPDATE SET version = excluded.version WHERE stated_groups.version < excluded.version RETURNING earner_id AS earner`,
      [tenant, [...last.keys()], [...last.values()].map(({ version }) => version)],
    );
    const told = new Set(rows.map(({ earner }) => earner));
    const fresh = [...new Map([...last.values()].filter(({ fact }) => told.has(fact.earner)).map((one) => [one.earner, one])).values()];
    if (fresh.length === 0) return 0;
    await this.forget(tx, tenant, fresh.map(({ earner }) => earner));
    const groups = fresh.flatMap(({ earner, fact }) => fact.groups.map((group) => ({ ...group, earner, toldOf: fact.earner, at: fact.at })));
    await tx.query(
      `INSERT INTO earner_group (tenant_id, earner_id, told_of, dimension, value, since_on, until_on, recorded_at)
       SELECT $1, g.earner, g.told_of, g.dimension, g.value, coalesce(g.since, '-infinity'), g.until, g.at
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::timestamptz[]) AS g (earner, told_of, dimension, value, since, until, at)`,
      [tenant, ...(['earner', 'toldOf', 'dimension', 'value', 'since', 'until', 'at'] as const).map((member) => groups.map((group) => group[member]))],
    );
    return fresh.length;
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
