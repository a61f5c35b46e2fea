import type { CatalogueConditions } from './catalogue-filter.js';

/** Stands for an effort that is not stated, so that it comes last. */
export const effortUnknown = 2_147_483_647;

/**
 * What a caller finds: the public entries, and those achievements of its own tenant ($1) that have no current version.
 * The second part reads under row-level security, whose conditions keep the first part's indexes from being used; hence
 * two parts. Drafts are found by their words as they are.
 */
export const entriesSql = `
  SELECT tenant_id, id, issuer_id, code, title, issuer_sector, use_case, claim_basis, earning_modes, languages, level, effort_minutes,
         coalesce(effort_minutes, ${effortUnknown}) AS effort, cost, flavour, terms, labels, aligned, skills, named, search, created_at, updated_at
    FROM catalogue_entry
  UNION ALL
  SELECT s.tenant_id, s.id, s.issuer_id, s.code, s.title, s.issuer_sector, s.use_case, s.claim_basis, s.earning_modes, s.languages, s.level,
         s.effort_minutes, coalesce(s.effort_minutes, ${effortUnknown}), s.cost, s.flavour, s.terms, s.labels, s.aligned, skills_above(s.aligned),
         catalogue_words(s.titles), s.search || catalogue_words(s.titles || s.bodies), s.created_at, s.updated_at
    FROM catalogue_source s
   WHERE s.tenant_id = $1::uuid AND NOT s.is_current`;

/**
 * A condition in SQL over the entries with its values, the tenant first. Only conditions that were given are in it.
 *
 * @param words what the words of the filter have come to (CatalogueWords), null when there is none of them
 */
export function entriesWhere(tenant: string | null, filter: CatalogueConditions, words: string | null): { where: string; values: unknown[]; named: string | null } {
  const values: unknown[] = [tenant];
  const clauses: string[] = [];
  const add = (value: unknown, clause: (parameter: string) => string) => {
    if (value !== null) clauses.push(clause(`$${values.push(value)}`));
  };
  const labelled = (kind: string, values: readonly string[] | null) => add(values?.map((value) => `${kind}:${value}`) ?? null, (p) => `e.labels && ${p}::text[]`);
  add(filter.ids, (p) => `e.id = ANY(${p}::uuid[])`);
  add(filter.issuers, (p) => `e.issuer_id = ANY(${p}::uuid[])`);
  add(filter.codes, (p) => `e.code = ANY(${p}::text[])`);
  add(filter.codePrefix, (p) => `starts_with(e.code, ${p}::text)`);
  labelled('sector', filter.sectors);
  labelled('use', filter.useCases);
  labelled('basis', filter.bases);
  labelled('mode', filter.modes);
  add(filter.skill ? [filter.skill.uri] : null, (p) => `e.skills @> ${p}::text[]${filter.skill?.orBelow ? '' : ` AND e.aligned @> ${p}::text[]`}`);
  labelled('level', filter.levels);
  add(filter.levelPrefix, (p) => `starts_with(e.level, ${p}::text)`);
  add(filter.effortFrom, (p) => `e.effort >= ${p}::int AND e.effort < ${effortUnknown}`);
  add(filter.effortTo, (p) => `e.effort <= ${p}::int`);
  labelled('cost', filter.costs);
  labelled('language', filter.languages);
  if (filter.mine) clauses.push('e.tenant_id = $1::uuid');
  let named: string | null = null;
  if (filter.words !== null && words === null) clauses.push('false');
  add(filter.words && words, (p) => {
    named = `e.named @@ ${p}::tsquery`;
    return `e.search @@ ${p}::tsquery`;
  });
  return { where: clauses.length > 0 ? clauses.join(' AND ') : 'true', values, named };
}
