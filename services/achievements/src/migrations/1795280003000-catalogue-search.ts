import type { MigrationInterface, QueryRunner } from 'typeorm';

const roles = 'achievements_app, achievements_worker';
const tenant = `nullif(current_setting('app.tenant', true), '')::uuid`;

/**
 * Three modules that come with PostgreSQL and that an owner may install (trusted), in a schema of their own, since their
 * functions belong to whoever installed PostgreSQL.
 */
const modules = `
CREATE SCHEMA search_tools;
GRANT USAGE ON SCHEMA search_tools TO ${roles};
CREATE EXTENSION pg_trgm SCHEMA search_tools;
CREATE EXTENSION unaccent SCHEMA search_tools;
CREATE EXTENSION fuzzystrmatch SCHEMA search_tools;
`;

/** Words as they are indexed and asked for. The database's own locale is C, which knows no letters but those of ASCII. */
const words = `
CREATE FUNCTION lowered(body text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN lower(normalize(body, NFKC) COLLATE pg_catalog.pg_c_utf8);
CREATE FUNCTION folded(body text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN search_tools.unaccent('search_tools.unaccent', lowered(body));
-- Greek and Cyrillic by one Latin letter each: trigrams know ASCII only, and likeness asks for no more.
CREATE FUNCTION latin(word text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN translate(folded(word), 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґαβγδεζηθικλμνξοπρσςτυφχψω',
                                 'abvgdezzijklmnoprstufhccssqyqeuaiiegabgdezhtiklmnxoprsstufcpo');

CREATE FUNCTION stemmer(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE split_part(lower(language), '-', 1)
    WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig WHEN 'ca' THEN 'pg_catalog.catalan' WHEN 'da' THEN 'pg_catalog.danish'
    WHEN 'de' THEN 'pg_catalog.german' WHEN 'el' THEN 'pg_catalog.greek' WHEN 'en' THEN 'pg_catalog.english'
    WHEN 'es' THEN 'pg_catalog.spanish' WHEN 'eu' THEN 'pg_catalog.basque' WHEN 'fi' THEN 'pg_catalog.finnish'
    WHEN 'fr' THEN 'pg_catalog.french' WHEN 'ga' THEN 'pg_catalog.irish' WHEN 'hi' THEN 'pg_catalog.hindi'
    WHEN 'hu' THEN 'pg_catalog.hungarian' WHEN 'hy' THEN 'pg_catalog.armenian' WHEN 'id' THEN 'pg_catalog.indonesian'
    WHEN 'it' THEN 'pg_catalog.italian' WHEN 'lt' THEN 'pg_catalog.lithuanian' WHEN 'nb' THEN 'pg_catalog.norwegian'
    WHEN 'nl' THEN 'pg_catalog.dutch' WHEN 'nn' THEN 'pg_catalog.norwegian' WHEN 'no' THEN 'pg_catalog.norwegian'
    WHEN 'pt' THEN 'pg_catalog.portuguese' WHEN 'ro' THEN 'pg_catalog.romanian' WHEN 'ru' THEN 'pg_catalog.russian'
    WHEN 'sr' THEN 'pg_catalog.serbian' WHEN 'sv' THEN 'pg_catalog.swedish' WHEN 'tr' THEN 'pg_catalog.turkish'
    ELSE 'pg_catalog.simple' END;

-- Of [[language, text], …]: each text by the stems of its language, and by its words as they are, without accents.
CREATE FUNCTION catalogue_words(texts jsonb) RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  found tsvector := '';
  one record;
BEGIN
  FOR one IN SELECT part->>0 AS language, part->>1 AS body FROM jsonb_array_elements(texts) part WHERE part->>1 <> '' LOOP
    found := found || strip(to_tsvector(stemmer(one.language), lowered(one.body))) || strip(to_tsvector('simple', folded(one.body)));
  END LOOP;
  RETURN strip(found);
END $$;
`;

/** Every word of a title in the catalogue, for whoever misspells one: kept for the tenant that used it first. Public, like the titles. */
const terms = `
CREATE TABLE catalogue_term (
  tenant_id uuid NOT NULL,
  word text NOT NULL,
  latin text NOT NULL,
  PRIMARY KEY (tenant_id, word)
);
CREATE INDEX catalogue_term_word ON catalogue_term (word);
CREATE INDEX catalogue_term_latin ON catalogue_term USING gin (latin search_tools.gin_trgm_ops);
ALTER TABLE catalogue_term ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue_term FORCE ROW LEVEL SECURITY;
CREATE POLICY public_read ON catalogue_term FOR SELECT TO achievements_app USING (true);
CREATE POLICY tenant_insert ON catalogue_term FOR INSERT TO achievements_app WITH CHECK (tenant_id = ${tenant});
CREATE POLICY worker ON catalogue_term TO achievements_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON catalogue_term TO achievements_app;
GRANT SELECT, INSERT, DELETE ON catalogue_term TO achievements_worker;

-- The five words of titles that come nearest to one of four letters or more: one slip of the hand in short words, three in long ones.
CREATE FUNCTION words_like(typed text) RETURNS SETOF text LANGUAGE plpgsql STABLE SET pg_trgm.similarity_threshold = 0.25 AS $$
DECLARE
  wanted CONSTANT text := left(latin(typed), 40);
  slips CONSTANT int := CASE WHEN char_length(wanted) < 6 THEN 1 WHEN char_length(wanted) < 10 THEN 2 ELSE 3 END;
BEGIN
  IF char_length(wanted) < 4 THEN RETURN; END IF;
  RETURN QUERY SELECT t.word FROM catalogue_term t
     WHERE t.latin OPERATOR(search_tools.%) wanted AND search_tools.levenshtein_less_equal(t.latin, wanted, slips) <= slips
     GROUP BY t.word, t.latin ORDER BY search_tools.levenshtein_less_equal(t.latin, wanted, slips), t.word LIMIT 5;
END $$;

-- Every word has to be found: by a stem of one of the languages, as it is, or (when loose) by its beginning or a word like it.
-- Words that a language leaves out, like articles, are left out; but not all of them.
CREATE FUNCTION catalogue_query(asked text[], languages text[], stopping text[], loose boolean) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  typed text;
  one text;
  wanted tsquery;
  left_out tsquery;
BEGIN
  FOREACH typed IN ARRAY asked LOOP
    SELECT string_agg(DISTINCT '(' || q::text || ')', ' | ') INTO one FROM (
      SELECT plainto_tsquery('simple', folded(typed)) AS q
      UNION ALL SELECT plainto_tsquery('simple', lowered(typed))
      UNION ALL SELECT plainto_tsquery(stemmer(l), lowered(typed)) FROM unnest(languages) l
      UNION ALL SELECT to_tsquery('simple', quote_literal(folded(typed)) || ':*') WHERE loose AND char_length(typed) >= 3
      UNION ALL SELECT plainto_tsquery('simple', w) FROM words_like(typed) w WHERE loose) alternatives
     WHERE numnode(q) > 0;
    CONTINUE WHEN one IS NULL;
    IF EXISTS (SELECT 1 FROM unnest(stopping) l WHERE numnode(plainto_tsquery(stemmer(l), lowered(typed))) = 0) THEN
      left_out := CASE WHEN left_out IS NULL THEN one::tsquery ELSE left_out && one::tsquery END;
    ELSE
      wanted := CASE WHEN wanted IS NULL THEN one::tsquery ELSE wanted && one::tsquery END;
    END IF;
  END LOOP;
  RETURN coalesce(wanted, left_out)::text;
END $$;
`;

/** What a version tells the catalogue beside its words. */
const facts = `
-- Minutes of work: a day has 8 hours, a week 40, a month 160, a year 1,920.
CREATE FUNCTION effort_minutes(effort text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT CASE WHEN p IS NOT NULL THEN least(2000000000, 60 * (1920 * coalesce(p[1]::numeric, 0) + 160 * coalesce(p[2]::numeric, 0) + 40 * coalesce(p[3]::numeric, 0)
           + 8 * coalesce(p[4]::numeric, 0) + coalesce(p[5]::numeric, 0)) + coalesce(p[6]::numeric, 0))::int END
    FROM regexp_match(effort, '^P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?)?$') p);
CREATE FUNCTION effort_band(minutes int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN minutes IS NULL THEN 'NOT_STATED' WHEN minutes <= 600 THEN 'UP_TO_10_HOURS' WHEN minutes <= 2400 THEN 'UP_TO_40_HOURS'
       WHEN minutes <= 9000 THEN 'UP_TO_150_HOURS' ELSE 'OVER_150_HOURS' END;
CREATE FUNCTION cost_of(price jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN coalesce(jsonb_typeof(price), 'null') = 'null' THEN 'NOT_STATED' WHEN (price->>'amount')::numeric = 0 THEN 'FREE' ELSE 'PAID' END;
-- Primary languages of a version and its translations; regional variants are one.
CREATE FUNCTION languages_of(language text, translations jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT array_agg(DISTINCT split_part(lower(l), '-', 1)) FROM (
    SELECT language UNION ALL SELECT t->>'language' FROM jsonb_array_elements(translations) t) every(l));
CREATE FUNCTION texts_of(language text, body text, translations jsonb, field text) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  jsonb_build_array(jsonb_build_array(language, body))
    || coalesce((SELECT jsonb_agg(jsonb_build_array(t->>'language', t->>field)) FROM jsonb_array_elements(translations) t), '[]'));
CREATE FUNCTION joined(list jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT coalesce(string_agg(one, ' '), '') FROM jsonb_array_elements_text(list) one);
CREATE FUNCTION labels_of(sector text, use_case text, basis text, modes text[], level text, languages text[], cost text) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT array_agg(kind || ':' || value) FROM (
    SELECT 'sector' AS kind, sector AS value UNION ALL SELECT 'use', use_case UNION ALL SELECT 'basis', basis UNION ALL SELECT 'mode', m FROM unnest(modes) m
    UNION ALL SELECT 'level', level WHERE level IS NOT NULL UNION ALL SELECT 'language', l FROM unnest(languages) l UNION ALL SELECT 'cost', cost) every);
-- Addresses and all that they fall under, as of now.
CREATE FUNCTION skills_above(aligned text[]) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE RETURN (
  SELECT coalesce(array_agg(uri ORDER BY uri), '{}') FROM (
    SELECT unnest(aligned) AS uri UNION SELECT ancestor_uri FROM skill_closure WHERE descendant_uri = ANY (aligned)) every);
`;

/** One row for each achievement by the version it is shown by; what the catalogue copies, and where a tenant's drafts are looked for. */
const source = `
CREATE VIEW catalogue_source WITH (security_invoker = true) AS
  SELECT s.tenant_id, s.id, s.issuer_id, s.code, s.is_current, s.title, s.issuer_sector, s.use_case, s.claim_basis, s.earning_modes, s.languages,
         s.level, s.effort_minutes, s.cost, s.aligned, s.titles, s.bodies, s.search, s.created_at, s.updated_at,
         jsonb_build_array(s.issuer_sector, s.use_case, s.claim_basis, s.earning_modes)::text AS flavour,
         jsonb_build_array(s.level, s.languages, effort_band(s.effort_minutes), s.cost)::text AS terms,
         labels_of(s.issuer_sector, s.use_case, s.claim_basis, s.earning_modes, s.level, s.languages, s.cost) AS labels
    FROM (
      SELECT a.tenant_id, a.id, a.issuer_id, a.code, a.current_version_id IS NOT NULL AS is_current, v.title, v.issuer_sector, v.use_case, v.claim_basis,
             v.earning_modes, languages_of(v.language, v.translations) AS languages, v.level,
             coalesce(effort_minutes(v.estimated_effort), (60 * (v.stated->>'hours')::numeric)::int) AS effort_minutes,
             cost_of(v.stated->'price') AS cost,
             ARRAY(SELECT DISTINCT x->>'targetUrl' FROM jsonb_array_elements(v.alignments) x) AS aligned,
             texts_of(v.language, v.title, v.translations, 'title') AS titles,
             texts_of(v.language, v.description, v.translations, 'description')
               || jsonb_build_array(jsonb_build_array(v.language, joined(v.tags)), jsonb_build_array(v.language, joined(v.stated->'learningOutcomes')),
                    jsonb_build_array(v.language, joined(jsonb_path_query_array(v.alignments, '$[*].targetName')))) AS bodies,
             v.search, a.created_at, a.updated_at
        FROM achievement a JOIN achievement_version v ON v.tenant_id = a.tenant_id AND v.id = a.shown_version_id) s;
GRANT SELECT ON catalogue_source TO ${roles};
`;

const entries = `
DROP INDEX catalogue_entry_created, catalogue_entry_updated;
ALTER TABLE catalogue_entry
  ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
  ADD COLUMN level text,
  ADD COLUMN effort_minutes int,
  ADD COLUMN cost text NOT NULL DEFAULT 'NOT_STATED' CHECK (cost IN ('FREE', 'PAID', 'NOT_STATED')),
  -- Facets that are counted, in two halves: either has few combinations.
  ADD COLUMN flavour text NOT NULL DEFAULT '[]',
  ADD COLUMN terms text NOT NULL DEFAULT '[]',
  -- The same one by one, for one index that conditions on several of them share.
  ADD COLUMN labels text[] NOT NULL DEFAULT '{}',
  ADD COLUMN aligned text[] NOT NULL DEFAULT '{}',
  ADD COLUMN skills text[] NOT NULL DEFAULT '{}',
  ADD COLUMN named tsvector NOT NULL DEFAULT '';
ALTER TABLE achievement NO FORCE ROW LEVEL SECURITY;
ALTER TABLE achievement_version NO FORCE ROW LEVEL SECURITY;
ALTER TABLE catalogue_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE catalogue_term NO FORCE ROW LEVEL SECURITY;
UPDATE catalogue_entry e SET languages = s.languages, level = s.level, effort_minutes = s.effort_minutes, cost = s.cost, flavour = s.flavour, terms = s.terms, labels = s.labels,
       aligned = s.aligned, skills = s.aligned, named = catalogue_words(s.titles), search = catalogue_words(s.titles || s.bodies)
  FROM catalogue_source s WHERE s.tenant_id = e.tenant_id AND s.id = e.id;
INSERT INTO catalogue_term (tenant_id, word, latin)
  SELECT DISTINCT ON (w) s.tenant_id, w, latin(w) FROM catalogue_source s CROSS JOIN jsonb_array_elements(s.titles) t
   CROSS JOIN unnest(tsvector_to_array(to_tsvector('simple', folded(t->>1)))) w
   WHERE s.is_current AND char_length(w) BETWEEN 3 AND 40;
ALTER TABLE achievement FORCE ROW LEVEL SECURITY;
ALTER TABLE achievement_version FORCE ROW LEVEL SECURITY;
ALTER TABLE catalogue_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE catalogue_term FORCE ROW LEVEL SECURITY;
CREATE INDEX catalogue_entry_created ON catalogue_entry (created_at, id);
CREATE INDEX catalogue_entry_updated ON catalogue_entry (updated_at, id);
CREATE INDEX catalogue_entry_effort ON catalogue_entry (coalesce(effort_minutes, 2147483647), id);
CREATE INDEX catalogue_entry_named ON catalogue_entry USING gin (named);
CREATE INDEX catalogue_entry_labels ON catalogue_entry USING gin (labels);
CREATE INDEX catalogue_entry_skills ON catalogue_entry USING gin (skills);
-- Small, since equal keys are stored once: counts by facet read nothing else when nothing is asked for.
CREATE INDEX catalogue_entry_flavour ON catalogue_entry (flavour);
CREATE INDEX catalogue_entry_terms ON catalogue_entry (terms);
`;

const down = `
DROP VIEW catalogue_source;
DROP TABLE catalogue_term;
ALTER TABLE catalogue_entry DROP COLUMN languages, DROP COLUMN level, DROP COLUMN effort_minutes, DROP COLUMN cost, DROP COLUMN flavour, DROP COLUMN terms, DROP COLUMN labels,
  DROP COLUMN aligned, DROP COLUMN skills, DROP COLUMN named;
DROP FUNCTION skills_above, labels_of, joined, texts_of, languages_of, cost_of, effort_band, effort_minutes, catalogue_query, words_like, catalogue_words, stemmer, latin, folded, lowered;
DROP SCHEMA search_tools CASCADE;
`;

/** Search by words of several languages, by words misspelt, by skill, level, effort, cost and language, and counts of all of them. */
export class CatalogueSearch1795280003000 implements MigrationInterface {
  name = 'CatalogueSearch1795280003000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [modules, words, terms, facts, source, entries]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
