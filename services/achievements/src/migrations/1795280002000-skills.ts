import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'achievements';
/** What stands in a framework may be read by everybody once the framework may. */
const publicRead = 'framework_id IN (SELECT f.id FROM skill_framework f WHERE f.published)';
/** Only jobs write these, so the app role reads. */
const writtenByJobs = (table: string): string => `REVOKE INSERT, UPDATE, DELETE ON ${table} FROM ${service}_app`;

/** A framework is the same through all its generations; `generation` is the one that readers see, 0 before the first is complete. */
const frameworks = `
CREATE TABLE skill_framework (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  uri text NOT NULL,
  identifier uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'ADOPTED', 'DEPRECATED')),
  published boolean NOT NULL GENERATED ALWAYS AS (state <> 'DRAFT') STORED,
  generation int NOT NULL CHECK (generation >= 0),
  version int NOT NULL,
  adopted_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT skill_framework_uri_key UNIQUE (tenant_id, uri),
  CHECK ((state = 'DRAFT') = (adopted_at IS NULL)),
  CHECK (state = 'DRAFT' OR generation > 0)
);
CREATE INDEX skill_framework_id ON skill_framework (id);
CREATE INDEX skill_framework_identifier ON skill_framework (identifier);
CREATE INDEX skill_framework_uri ON skill_framework (uri);
CREATE INDEX skill_framework_published ON skill_framework (published) WHERE published;
${isolate(service, 'skill_framework', { publicRead: 'published' })};
REVOKE DELETE ON skill_framework FROM ${service}_app;

CREATE TABLE skill_generation (
  tenant_id uuid NOT NULL,
  framework_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  format text NOT NULL CHECK (format IN ('CASE', 'CTDL_ASN', 'ESCO')),
  content_hash text NOT NULL,
  document jsonb NOT NULL,
  skill_count int NOT NULL,
  completed_at timestamptz,
  PRIMARY KEY (tenant_id, framework_id, number),
  FOREIGN KEY (tenant_id, framework_id) REFERENCES skill_framework (tenant_id, id)
);
${isolate(service, 'skill_generation', { publicRead })};
${writtenByJobs('skill_generation')};
`;

/**
 * One row for each generation that has the skill; the id is the same in all of them. `identifier` is what CASE knows it by:
 * its own if it came from CASE, else the id. An association is outside when one of its ends is no skill of the framework.
 */
const skills = `
CREATE TABLE skill (
  tenant_id uuid NOT NULL,
  framework_id uuid NOT NULL,
  generation int NOT NULL,
  number int NOT NULL,
  id uuid NOT NULL,
  uri text NOT NULL,
  identifier uuid NOT NULL,
  code text,
  text jsonb NOT NULL,
  PRIMARY KEY (tenant_id, framework_id, generation, number),
  CONSTRAINT skill_uri_key UNIQUE (tenant_id, framework_id, generation, uri),
  FOREIGN KEY (tenant_id, framework_id, generation) REFERENCES skill_generation (tenant_id, framework_id, number)
);
CREATE INDEX skill_id ON skill (id, generation);
CREATE INDEX skill_identifier ON skill (identifier, generation);
CREATE INDEX skill_uri ON skill (uri, generation);
${isolate(service, 'skill', { publicRead })};
${writtenByJobs('skill')};

CREATE TABLE skill_association (
  tenant_id uuid NOT NULL,
  framework_id uuid NOT NULL,
  generation int NOT NULL,
  number int NOT NULL,
  kind text NOT NULL,
  from_uri text NOT NULL,
  to_uri text NOT NULL,
  outside boolean NOT NULL,
  more jsonb NOT NULL,
  PRIMARY KEY (tenant_id, framework_id, generation, number),
  FOREIGN KEY (tenant_id, framework_id, generation) REFERENCES skill_generation (tenant_id, framework_id, number)
);
CREATE INDEX skill_association_from ON skill_association (tenant_id, framework_id, generation, from_uri, kind);
CREATE INDEX skill_association_to ON skill_association (tenant_id, framework_id, generation, to_uri, kind);
CREATE INDEX skill_association_outside_from ON skill_association (from_uri) WHERE outside;
CREATE INDEX skill_association_outside_to ON skill_association (to_uri) WHERE outside;
${isolate(service, 'skill_association', { publicRead })};
${writtenByJobs('skill_association')};
`;

/**
 * What search joins. Both tables hold only what is in force: the current generation of frameworks that are adopted or
 * deprecated, all of it public; so their read policy is plain true (see catalogue_entry).
 */
const search = `
-- Every skill of the framework and what it falls under, itself included (steps 0). An exact match is a step of 0: a skill
-- falls under what its equals fall under, of other frameworks too. Join it on addresses alone.
CREATE TABLE skill_closure (
  tenant_id uuid NOT NULL,
  framework_id uuid NOT NULL,
  descendant_uri text NOT NULL,
  ancestor_uri text NOT NULL,
  steps int NOT NULL CHECK (steps >= 0),
  PRIMARY KEY (tenant_id, framework_id, descendant_uri, ancestor_uri),
  FOREIGN KEY (tenant_id, framework_id) REFERENCES skill_framework (tenant_id, id)
);
CREATE INDEX skill_closure_ancestor ON skill_closure (ancestor_uri, descendant_uri);
CREATE INDEX skill_closure_descendant ON skill_closure (descendant_uri, ancestor_uri);
${isolate(service, 'skill_closure', { publicRead: 'true' })};
${writtenByJobs('skill_closure')};

CREATE TABLE skill_name (
  tenant_id uuid NOT NULL,
  framework_id uuid NOT NULL,
  skill_id uuid NOT NULL,
  name text NOT NULL,
  search tsvector NOT NULL,
  trigrams text[] NOT NULL,
  PRIMARY KEY (tenant_id, framework_id, skill_id),
  FOREIGN KEY (tenant_id, framework_id) REFERENCES skill_framework (tenant_id, id)
);
CREATE INDEX skill_name_search ON skill_name USING gin (search);
CREATE INDEX skill_name_trigrams ON skill_name USING gin (trigrams);
${isolate(service, 'skill_name', { publicRead: 'true' })};
${writtenByJobs('skill_name')};
`;

/** Imports and adoptions under way. `loaded` counts the skills, then the associations, that a transaction has stored. */
const jobs = `
CREATE TABLE skill_job (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  task text NOT NULL CHECK (task IN ('IMPORT', 'ADOPT')),
  state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED')),
  request jsonb NOT NULL,
  framework_id uuid,
  generation int,
  total int,
  loaded int NOT NULL DEFAULT 0,
  unchanged boolean NOT NULL DEFAULT false,
  report jsonb,
  faults jsonb NOT NULL DEFAULT '[]',
  marks jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, framework_id) REFERENCES skill_framework (tenant_id, id)
);
CREATE INDEX skill_job_open ON skill_job (created_at, id) WHERE state IN ('QUEUED', 'RUNNING');
${isolate(service, 'skill_job')};
REVOKE UPDATE, DELETE ON skill_job FROM ${service}_app;
`;

export class AddSkills1795280002000 implements MigrationInterface {
  name = 'AddSkills1795280002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [frameworks, skills, search, jobs]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE skill_job, skill_name, skill_closure, skill_association, skill, skill_generation, skill_framework');
  }
}
