import type pg from 'pg';
import { invented } from './invented.js';

const batch = 1_000;

/**
 * Publishes `count` definitions of 200 tenants and 1,000 issuers, straight into the tables; the catalogue is then derived
 * from them by the view it is always derived from. For a connection that row-level security does not bind.
 */
export async function publishDefinitions(admin: pg.Client, count: number, say: (text: string) => void): Promise<void> {
  const definitions = invented(20_261_122);
  await admin.query('SET session_replication_role = replica'); // each row is right; no need to look up the other
  for (let from = 0; from < count; from += batch) {
    const texts = Array.from({ length: Math.min(batch, count - from) }, () => definitions.next());
    await admin.query(insert, [
      texts.map((_, index) => from + index),
      texts.map(({ title }) => title),
      texts.map(({ description }) => description),
      texts.map(({ language }) => language),
      texts.map(({ tags }) => JSON.stringify(tags)),
      texts.map(({ alignments }) => JSON.stringify(alignments)),
    ]);
    if (from % 10_000 === 0) say(`catalogue: ${from} of ${count} definitions`);
  }
  await admin.query(show);
  await admin.query(terms);
  await admin.query('SET session_replication_role = DEFAULT');
  await admin.query('VACUUM ANALYZE achievement, achievement_version, catalogue_entry, catalogue_term');
}

const idOf = (kind: number, n: string) => `('019b${kind}000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const insert = `
WITH given AS (
  SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[]) AS g (n, title, description, language, tags, alignments)
), made AS (
  INSERT INTO achievement (tenant_id, id, issuer_id, code, current_version_id, shown_version_id, published, version, created_at, updated_at)
  SELECT ${idOf(1, 'n % 200')}, ${idOf(3, 'n')}, ${idOf(2, 'n % 1000')}, 'c-' || n, ${idOf(4, 'n')}, ${idOf(4, 'n')}, true, 2,
         timestamptz '2024-01-01' + n * interval '9 minutes', timestamptz '2024-01-01' + ((n::bigint * 7919) % 1000003) * interval '1 minute' FROM given)
INSERT INTO achievement_version (tenant_id, id, achievement_id, number, state, content_hash, title, description, criteria, language, achievement_type,
       issuer_sector, use_case, claim_basis, earning_modes, alignments, tags, estimated_effort, credits_available, level, acceptance, duplicate_policy,
       stated, version, published_at, created_at, updated_at)
SELECT ${idOf(1, 'n % 200')}, ${idOf(4, 'n')}, ${idOf(3, 'n')}, 1, 'PUBLISHED', lpad(to_hex(n), 64, '0'), title, description, 'Passes what is set.', language, 'Badge',
       (ARRAY['HIGHER_EDUCATION','SCHOOL_SYSTEM','ASSOCIATION','EMPLOYER','VENDOR','NONPROFIT'])[1 + n % 6],
       (ARRAY['CO_CURRICULAR','CONTINUING_EDUCATION','CERTIFICATION','CONTRIBUTION','INTERNAL_LEARNING','PRODUCT_PROFICIENCY','INTERNSHIP'])[1 + n / 3 % 7],
       (ARRAY['KNOWLEDGE','DEMONSTRATED_SKILL','APPLIED_COMPETENCY','EXPERIENCE','PARTICIPATION'])[1 + n / 5 % 5],
       (ARRAY['{COURSE}','{ASSESSMENT,COURSE}','{PROJECT}','{WORK_BASED}'])[1 + n / 11 % 4]::text[],
       alignments, tags, CASE WHEN n % 5 > 0 THEN 'PT' || (1 + n / 7 % 400) || 'H' END, '[]', CASE WHEN n % 3 > 0 THEN 'EQF:' || (1 + n / 13 % 8) END,
       'NOT_NEEDED', 'ONE_ACTIVE',
       '{"learningOutcomes": [], "recognition": []}'::jsonb || CASE n % 3 WHEN 0 THEN '{}'::jsonb ELSE jsonb_build_object('price', jsonb_build_object('amount', n % 3 - 1, 'currency', 'EUR')) END,
       2, timestamptz '2024-01-01', timestamptz '2024-01-01', timestamptz '2024-01-01'
  FROM given`;

const show = `
INSERT INTO catalogue_entry (tenant_id, id, issuer_id, code, title, issuer_sector, use_case, claim_basis, earning_modes, languages, level,
       effort_minutes, cost, flavour, terms, labels, aligned, skills, named, search, created_at, updated_at)
SELECT s.tenant_id, s.id, s.issuer_id, s.code, s.title, s.issuer_sector, s.use_case, s.claim_basis, s.earning_modes, s.languages, s.level,
       s.effort_minutes, s.cost, s.flavour, s.terms, s.labels, s.aligned, skills_above(s.aligned), catalogue_words(s.titles), catalogue_words(s.titles || s.bodies),
       s.created_at, s.updated_at
  FROM catalogue_source s`;

const terms = `
INSERT INTO catalogue_term (tenant_id, word, latin)
SELECT DISTINCT ON (w) s.tenant_id, w, latin(w) FROM catalogue_source s CROSS JOIN jsonb_array_elements(s.titles) t
 CROSS JOIN unnest(tsvector_to_array(to_tsvector('simple', folded(t->>1)))) w WHERE char_length(w) BETWEEN 3 AND 40`;
