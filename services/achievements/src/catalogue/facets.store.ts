import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { entriesSql, entriesWhere } from './catalogue-entries.js';
import type { CatalogueConditions } from './catalogue-filter.js';

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface Facets {
  readonly total: number;
  readonly issuerSector: readonly FacetCount[];
  readonly useCase: readonly FacetCount[];
  readonly claimBasis: readonly FacetCount[];
  readonly earningModes: readonly FacetCount[];
}

interface Row {
  readonly facet: 'total' | 'issuerSector' | 'useCase' | 'claimBasis' | 'earningModes';
  readonly value: string;
  readonly count: number;
}

/** Exact counts by facet: one statement, hence of one moment, so that they add up (F9). */
@Injectable()
export class FacetsStore {
  async count(tx: Tx, tenant: string | null, filter: CatalogueConditions): Promise<Facets> {
    const { where, values } = entriesWhere(tenant, filter);
    const rows = await tx.compose<Row>(
      `WITH found AS MATERIALIZED (
         SELECT e.issuer_sector, e.use_case, e.claim_basis, e.earning_modes FROM (${entriesSql}) e WHERE ${where})
       SELECT CASE GROUPING(issuer_sector, use_case, claim_basis)
                WHEN 7 THEN 'total' WHEN 3 THEN 'issuerSector' WHEN 5 THEN 'useCase' ELSE 'claimBasis' END AS facet,
              coalesce(issuer_sector, use_case, claim_basis, '') AS value, count(1)::int AS count
         FROM found GROUP BY GROUPING SETS ((), (issuer_sector), (use_case), (claim_basis))
       UNION ALL
       SELECT 'earningModes', mode, count(1)::int FROM found CROSS JOIN unnest(earning_modes) AS mode GROUP BY mode
       ORDER BY count DESC, value`,
      values,
    );
    const of = (facet: Row['facet']): FacetCount[] =>
      rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
    return {
      total: of('total')[0]?.count ?? 0,
      issuerSector: of('issuerSector'),
      useCase: of('useCase'),
      claimBasis: of('claimBasis'),
      earningModes: of('earningModes'),
    };
  }
}
