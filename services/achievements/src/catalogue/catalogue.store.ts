import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { achievementColumns } from '../achievement/achievement.store.js';
import type { AchievementOrder } from '../schema.types.js';
import { entriesSql, entriesWhere } from './catalogue-entries.js';
import type { CatalogueConditions } from './catalogue-filter.js';
import { catalogueOrders, type FoundAchievement, type PlaceKeys } from './catalogue-order.js';
import { CatalogueWordsStore } from './catalogue-words.store.js';

/** Beyond this many, a total is not counted. */

/** The catalogue as everyone and as a tenant sees it. */
@Injectable()
export class CatalogueStore {
  private readonly words = new CatalogueWordsStore();

  /** Puts the achievement's current version into the public catalogue, or brings its entry up to date. */
  async show(tx: Tx, tenant: string, achievement: string): Promise<void> {
    await tx.query(
      `INSERT INTO catalogue_entry (tenant_id, id, issuer_id, code, title, issuer_sector, use_case, claim_basis, earning_modes, languages, level,
              effort_minutes, cost, flavour, terms, labels, aligned, skills, named, search, created_at, updated_at)
       SELECT s.tenant_id, s.id, s.issuer_id, s.code, s.title, s.issuer_sector, s.use_case, s.claim_basis, s.earning_modes, s.languages, s.level,
              s.effort_minutes, s.cost, s.flavour, s.terms, s.labels, s.aligned, skills_above(s.aligned), catalogue_words(s.titles),
              catalogue_words(s.titles || s.bodies), s.created_at, s.updated_at
         FROM catalogue_source s WHERE s.tenant_id = $1 AND s.id = $2 AND s.is_current
       ON CONFLICT (tenant_id, id) DO UPDATE SET title = excluded.title, issuer_sector = excluded.issuer_sector,
         use_case = excluded.use_case, claim_basis = excluded.claim_basis, earning_modes = excluded.earning_modes,
         languages = excluded.languages, level = excluded.level, effort_minutes = excluded.effort_minutes, cost = excluded.cost,
         flavour = excluded.flavour, terms = excluded.terms, labels = excluded.labels, aligned = excluded.aligned, skills = excluded.skills, named = excluded.named,
         search = excluded.search, updated_at = excluded.updated_at`,
      [tenant, achievement],
    );
    await tx.query(
      `INSERT INTO catalogue_term (tenant_id, word, latin)
       SELECT DISTINCT s.tenant_id, w, latin(w) FROM catalogue_source s CROSS JOIN jsonb_array_elements(s.titles) t
        CROSS JOIN unnest(tsvector_to_array(to_tsvector('simple', folded(t->>1)))) w
        WHERE s.tenant_id = $1 AND s.id = $2 AND s.is_current AND char_length(w) BETWEEN 3 AND 40
          AND NOT EXISTS (SELECT 1 FROM catalogue_term known WHERE known.word = w)
       ON CONFLICT DO NOTHING`,
      [tenant, achievement],
    );
  }

  async hide(tx: Tx, tenant: string, achievement: string): Promise<void> {
    await tx.query(`DELETE FROM catalogue_entry WHERE tenant_id = $1 AND id = $2`, [tenant, achievement]);
  }

  /** Brings up to date what entries are aligned to, after what falls under what has changed. For the worker. */
  async refreshSkills(tx: Tx): Promise<void> {
    await tx.query(
      `UPDATE catalogue_entry e SET skills = n.skills
         FROM (SELECT c.tenant_id, c.id, skills_above(c.aligned) AS skills FROM catalogue_entry c WHERE c.aligned <> '{}') n
        WHERE e.tenant_id = n.tenant_id AND e.id = n.id AND e.skills <> n.skills`,
    );
  }

  async page(
    tx: Tx,
    tenant: string | null,
    filter: CatalogueConditions,
    order: AchievementOrder,
    after: PlaceKeys | null,
    limit: number,
  ): Promise<FoundAchievement[]> {
    const { column, cast, direction, beyond } = catalogueOrders[order];
    const { where, values, named } = entriesWhere(tenant, filter, await this.words.query(tx, filter.words));
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const rows = parameter(limit);
    const part = (tier: number, condition: string, after: PlaceKeys | null) => {
      const from = after ? `(e.${column}, e.id) ${beyond} (${parameter(after[0])}::${cast}, ${parameter(after[1])}::uuid)` : 'true';
      return `SELECT p.tenant_id, p.id, p.title, p.created_at, p.updated_at, p.effort, ${tier} AS tier
                FROM (SELECT e.tenant_id, e.id, e.title, e.created_at, e.updated_at, e.effort FROM (${entriesSql}) e
                       WHERE ${where} AND ${condition} AND ${from} ORDER BY e.${column} ${direction}, e.id ${direction} LIMIT ${rows}) p`;
    };
    // The second part is read only when the first does not fill the page.
    const parts =
      order === 'RELEVANCE' && named !== null
        ? [...(after?.[2] === 2 ? [] : [part(1, named, after)]), part(2, `NOT ${named}`, after?.[2] === 2 ? after : null)]
        : [part(1, 'true', after)];
    return tx.compose(
      `SELECT ${achievementColumns}, page.title, page.effort, page.tier
         FROM (${parts.join(' UNION ALL ')} LIMIT ${rows}) page
         JOIN achievement a ON a.tenant_id = page.tenant_id AND a.id = page.id
        ORDER BY page.tier, page.${column} ${direction}, page.id ${direction}`,
      values,
    );
  }

  /** Exact up to 10,000, null beyond. */
  async count(tx: Tx, tenant: string | null, filter: CatalogueConditions): Promise<number | null> {
    const { where, values } = entriesWhere(tenant, filter, await this.words.query(tx, filter.words));
    return countRows(tx, `SELECT 1 FROM (${entriesSql}) e WHERE ${where}`, values, 'composed');
  }
}
