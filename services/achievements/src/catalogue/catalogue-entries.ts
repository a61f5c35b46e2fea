import type { CatalogueConditions } from './catalogue-filter.js';

/**
 * What a caller finds: the public entries, and those achievements of its own tenant ($1) that have no current version.
 * The second part reads under row-level security, whose conditions keep the first part's indexes from being used; hence
 * two parts.
 */
export const entriesSql = `
  SELECT tenant_id, id, issuer_id, code, title, issuer_sector, use_case, claim_basis, earning_modes, search, created_at, updated_at
    FROM catalogue_entry
  UNION ALL
  SELECT a.tenant_id, a.id, a.issuer_id, a.code, v.title, v.issuer_sector, v.use_case, v.claim_basis, v.earning_modes, v.search,
         a.created_at, a.updated_at
    FROM achievement a JOIN achievement_version v ON v.tenant_id = a.tenant_id AND v.id = a.shown_version_id
   WHERE a.tenant_id = $1::uuid AND a.current_version_id IS NULL`;

/** A condition in SQL over the entries with its values, the tenant first. Only conditions that were given are in it. */
export function entriesWhere(tenant: string | null, filter: CatalogueConditions): { where: string; values: unknown[] } {
  const values: unknown[] = [tenant];
  const clauses: string[] = [];
  const add = (value: unknown, clause: (parameter: string) => string) => {
    if (value !== null) clauses.push(clause(`$${values.push(value)}`));
  };
  add(filter.ids, (p) => `e.id = ANY(${p}::uuid[])`);
  add(filter.issuers, (p) => `e.issuer_id = ANY(${p}::uuid[])`);
  add(filter.codes, (p) => `e.code = ANY(${p}::text[])`);
  add(filter.codePrefix, (p) => `starts_with(e.code, ${p}::text)`);
  add(filter.text, (p) => `e.search @@ plainto_tsquery('simple', ${p}::text)`);
  add(filter.sectors, (p) => `e.issuer_sector = ANY(${p}::text[])`);
  add(filter.useCases, (p) => `e.use_case = ANY(${p}::text[])`);
  add(filter.bases, (p) => `e.claim_basis = ANY(${p}::text[])`);
  add(filter.modes, (p) => `e.earning_modes && ${p}::text[]`);
  if (filter.mine) clauses.push('e.tenant_id = $1::uuid');
  return { where: clauses.length > 0 ? clauses.join(' AND ') : 'true', values };
}
