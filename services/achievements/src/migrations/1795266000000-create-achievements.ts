import { isolate, sharedCopy } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE issuer_copy (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  sectors text[] NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT issuer_copy_id_key UNIQUE (id)
);
${sharedCopy('achievements', 'issuer_copy')};

CREATE TABLE achievement (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  code text NOT NULL,
  current_version_id uuid,
  shown_version_id uuid NOT NULL,
  published boolean NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT achievement_code_key UNIQUE (tenant_id, code),
  CONSTRAINT achievement_id_key UNIQUE (id)
);
CREATE INDEX achievement_unpublished ON achievement (tenant_id, issuer_id) WHERE current_version_id IS NULL;
${isolate('achievements', 'achievement', { publicRead: 'published' })};
REVOKE DELETE ON achievement FROM achievements_app;

CREATE TABLE achievement_version (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('DRAFT', 'PUBLISHED', 'SUPERSEDED', 'RETIRED')),
  content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  title text NOT NULL,
  description text NOT NULL,
  criteria text NOT NULL,
  image_url text,
  language text NOT NULL,
  achievement_type text NOT NULL,
  issuer_sector text NOT NULL,
  use_case text NOT NULL,
  claim_basis text NOT NULL,
  earning_modes text[] NOT NULL CHECK (cardinality(earning_modes) > 0),
  requirement jsonb,
  alignments jsonb NOT NULL,
  tags jsonb NOT NULL,
  estimated_effort text,
  credits_available jsonb NOT NULL,
  level text,
  valid_for text,
  acceptance text NOT NULL,
  duplicate_policy text NOT NULL,
  version int NOT NULL,
  published_at timestamptz,
  retired_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  search tsvector NOT NULL GENERATED ALWAYS AS
    (to_tsvector('simple', title) || to_tsvector('simple', description) || to_tsvector('simple', tags)) STORED,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, achievement_id) REFERENCES achievement (tenant_id, id),
  CONSTRAINT achievement_version_number_key UNIQUE (achievement_id, number),
  CONSTRAINT achievement_version_id_key UNIQUE (id),
  CHECK ((state = 'DRAFT') = (content_hash IS NULL) AND (state = 'DRAFT') = (published_at IS NULL)),
  CHECK ((state = 'RETIRED') = (retired_at IS NOT NULL))
);
CREATE UNIQUE INDEX achievement_version_one_published ON achievement_version (tenant_id, achievement_id) WHERE state = 'PUBLISHED';
${isolate('achievements', 'achievement_version', { publicRead: `state <> 'DRAFT'` })};
-- The text is never rewritten: the roles may change the state of a version and nothing else of it.
REVOKE UPDATE, DELETE ON achievement_version FROM achievements_app, achievements_worker;
GRANT UPDATE (state, content_hash, version, published_at, retired_at, updated_at) ON achievement_version TO achievements_app;

-- What the grants cannot say: a hash and an instant, once set, stay; states go forward only; and the owner is held to it too.
CREATE FUNCTION keep_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable CONSTANT text[] := '{state,content_hash,version,published_at,retired_at,updated_at,search}';
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'DRAFT' THEN RAISE EXCEPTION 'a published achievement version is never deleted'; END IF;
    RETURN OLD;
  END IF;
  IF OLD.state <> 'DRAFT' AND (to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable
      OR NEW.content_hash IS DISTINCT FROM OLD.content_hash OR NEW.published_at IS DISTINCT FROM OLD.published_at) THEN
    RAISE EXCEPTION 'the text of a published achievement version never changes';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('DRAFT', 'PUBLISHED'), ('PUBLISHED', 'SUPERSEDED'),
      ('PUBLISHED', 'RETIRED'), ('SUPERSEDED', 'RETIRED')) THEN
    RAISE EXCEPTION 'an achievement version does not go from % to %', OLD.state, NEW.state;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_published_version BEFORE UPDATE OR DELETE ON achievement_version
  FOR EACH ROW EXECUTE FUNCTION keep_published_version();

ALTER TABLE achievement ADD FOREIGN KEY (tenant_id, current_version_id) REFERENCES achievement_version (tenant_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE achievement ADD FOREIGN KEY (tenant_id, shown_version_id) REFERENCES achievement_version (tenant_id, id) DEFERRABLE INITIALLY DEFERRED;

-- The public catalogue: one row for each achievement with a current version. It repeats what everyone may read, so its
-- read policy is plain true; under a policy with conditions PostgreSQL would not use an index for @@ (not leakproof).
CREATE TABLE catalogue_entry (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  issuer_sector text NOT NULL,
  use_case text NOT NULL,
  claim_basis text NOT NULL,
  earning_modes text[] NOT NULL,
  search tsvector NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES achievement (tenant_id, id)
);
CREATE INDEX catalogue_entry_id ON catalogue_entry (id);
CREATE INDEX catalogue_entry_title ON catalogue_entry (title, id);
CREATE INDEX catalogue_entry_created ON catalogue_entry (created_at, id);
CREATE INDEX catalogue_entry_updated ON catalogue_entry (updated_at, id);
CREATE INDEX catalogue_entry_issuer ON catalogue_entry (issuer_id, title, id);
CREATE INDEX catalogue_entry_search ON catalogue_entry USING gin (search);
ALTER TABLE catalogue_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY public_read ON catalogue_entry FOR SELECT TO achievements_app USING (true);
CREATE POLICY tenant_insert ON catalogue_entry FOR INSERT TO achievements_app
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY tenant_update ON catalogue_entry FOR UPDATE TO achievements_app
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY tenant_delete ON catalogue_entry FOR DELETE TO achievements_app
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY worker ON catalogue_entry TO achievements_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON catalogue_entry TO achievements_app, achievements_worker;
`;

export class CreateAchievements1795266000000 implements MigrationInterface {
  name = 'CreateAchievements1795266000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE catalogue_entry, achievement_version, achievement, issuer_copy');
    await runner.query('DROP FUNCTION keep_published_version()');
  }
}
