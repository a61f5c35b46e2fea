import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { TitledAchievement } from '../achievement/achievement.js';
import { achievementColumns } from '../achievement/achievement.store.js';
import type { AchievementOrder } from '../schema.types.js';
import { entriesSql, entriesWhere } from './catalogue-entries.js';
import type { CatalogueConditions } from './catalogue-filter.js';
import { catalogueOrders } from './catalogue-order.js';

export type AfterKeys = readonly [string, string] | null;

/** Beyond this many, a total is not counted. */
const countMax = 10_000;

/** The catalogue as everyone and as a tenant sees it. */
@Injectable()
export class CatalogueStore {
  /** Puts the achievement's current version into the public catalogue, or brings its entry up to date. */
  async show(tx: Tx, tenant: string, achievement: string): Promise<void> {
    await tx.query(
      `INSERT INTO catalogue_entry (tenant_id, id, issuer_id, code, title, issuer_sector, use_case, claim_basis, earning_modes,
              search, created_at, updated_at)
       SELECT a.tenant_id, a.id, a.issuer_id, a.code, v.title, v.issuer_sector, v.use_case, v.claim_basis, v.earning_modes,
              v.search, a.created_at, a.updated_at
         FROM achievement a JOIN achievement_version v ON v.tenant_id = a.tenant_id AND v.id = a.current_version_id
        WHERE a.tenant_id = $1 AND a.id = $2
       ON CONFLICT (tenant_id, id) DO UPDATE SET title = excluded.title, issuer_sector = excluded.issuer_sector,
         use_case = excluded.use_case, claim_basis = excluded.claim_basis, earning_modes = excluded.earning_modes,
         search = excluded.search, updated_at = excluded.updated_at`,
      [tenant, achievement],
    );
  }

  async hide(tx: Tx, tenant: string, achievement: string): Promise<void> {
    await tx.query(`DELETE FROM catalogue_entry WHERE tenant_id = $1 AND id = $2`, [tenant, achievement]);
  }

  page(
    tx: Tx,
    tenant: string | null,
    filter: CatalogueConditions,
    order: AchievementOrder,
    after: AfterKeys,
    limit: number,
  ): Promise<TitledAchievement[]> {
    const { column, cast, direction, beyond } = catalogueOrders[order];
    const { where, values } = entriesWhere(tenant, filter);
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const beyondKeys = after ? `(e.${column}, e.id) ${beyond} (${parameter(after[0])}::${cast}, ${parameter(after[1])}::uuid)` : 'true';
    return tx.compose(
      `SELECT ${achievementColumns}, page.title
         FROM (SELECT e.tenant_id, e.id, e.title, e.created_at, e.updated_at FROM (${entriesSql}) e WHERE ${where} AND ${beyondKeys}
                ORDER BY e.${column} ${direction}, e.id ${direction} LIMIT ${parameter(limit)}) page
         JOIN achievement a ON a.tenant_id = page.tenant_id AND a.id = page.id
        ORDER BY page.${column} ${direction}, page.id ${direction}`,
      values,
    );
  }

  /** Exact up to 10,000, null beyond. */
  async count(tx: Tx, tenant: string | null, filter: CatalogueConditions): Promise<number | null> {
    const { where, values } = entriesWhere(tenant, filter);
    const [row] = await tx.compose<{ n: number }>(
      `SELECT count(1)::int AS n FROM (SELECT 1 FROM (${entriesSql}) e WHERE ${where} LIMIT ${countMax + 1}) capped`,
      values,
    );
    return row === undefined || row.n > countMax ? null : row.n;
  }
}
