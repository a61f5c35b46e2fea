import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { entriesSql, entriesWhere } from './catalogue-entries.js';
import type { CatalogueConditions } from './catalogue-filter.js';
import { CatalogueWordsStore } from './catalogue-words.store.js';
import { type Combination, type Facets, facetsOf } from './facets.js';

/** How many achievements an issuer has. */
export interface IssuerCount {
  readonly issuer: string;
  readonly count: number;
}

@Injectable()
export class FacetsStore {
  private readonly words = new CatalogueWordsStore();

  /** Exact counts by facet: one statement, hence of one moment, so that they add up (F9). */
  async count(tx: Tx, tenant: string | null, filter: CatalogueConditions): Promise<Facets> {
    const { where, values } = entriesWhere(tenant, filter, await this.words.query(tx, filter.words));
    const rows = await tx.compose<Combination>(
      `SELECT 'flavour' AS half, e.flavour AS combination, count(1)::int AS count FROM (${entriesSql}) e WHERE ${where} GROUP BY e.flavour
       UNION ALL
       SELECT 'terms', e.terms, count(1)::int FROM (${entriesSql}) e WHERE ${where} GROUP BY e.terms`,
      values,
    );
    return facetsOf(rows);
  }

  /** The issuers with the most achievements, the id breaks ties. */
  async issuers(tx: Tx, tenant: string | null, filter: CatalogueConditions, limit: number): Promise<IssuerCount[]> {
    const { where, values } = entriesWhere(tenant, filter, await this.words.query(tx, filter.words));
    return tx.compose<IssuerCount>(
      `SELECT e.issuer_id AS issuer, count(1)::int AS count FROM (${entriesSql}) e WHERE ${where}
        GROUP BY e.issuer_id ORDER BY count DESC, issuer LIMIT $${values.push(limit)}`,
      values,
    );
  }
}
