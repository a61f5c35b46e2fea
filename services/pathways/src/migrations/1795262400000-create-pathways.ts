import { isolate, sharedCopy } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const published = `public AND state IN ('PUBLISHED', 'CLOSED')`;

const up = `
CREATE TABLE issuer_copy (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  state text NOT NULL,
  version int NOT NULL
);
${sharedCopy('pathways', 'issuer_copy')};

CREATE TABLE achievement_copy (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  title text,
  current_version_id uuid,
  state text NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
  version int NOT NULL
);
${sharedCopy('pathways', 'achievement_copy')};

CREATE TABLE pathway (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  access text NOT NULL CHECK (access IN ('PUBLIC', 'MEMBERS_ONLY')),
  current_version_id uuid,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT pathway_id_key UNIQUE (id),
  CONSTRAINT pathway_code_key UNIQUE (tenant_id, code)
);
CREATE INDEX pathway_title ON pathway (title, id);
CREATE INDEX pathway_updated ON pathway (updated_at, id);
CREATE INDEX pathway_issuer ON pathway (issuer_id, title, id);
${isolate('pathways', 'pathway', { publicRead: `access = 'PUBLIC' AND current_version_id IS NOT NULL` })};

CREATE TABLE pathway_version (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  number int NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'PUBLISHED', 'CLOSED')),
  -- The access of the pathway, so that row security needs no other table.
  public boolean NOT NULL,
  title text NOT NULL,
  definition jsonb NOT NULL,
  definition_hash text NOT NULL,
  completion_achievement_id uuid,
  warnings jsonb NOT NULL,
  published_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT pathway_version_id_key UNIQUE (id),
  CONSTRAINT pathway_version_number_key UNIQUE (pathway_id, number),
  FOREIGN KEY (tenant_id, pathway_id) REFERENCES pathway (tenant_id, id)
);
${isolate('pathways', 'pathway_version', { publicRead: published })};

-- The inverted index: which published versions count an achievement.
CREATE TABLE leaf_index (
  tenant_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  pathway_version_id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  public boolean NOT NULL,
  PRIMARY KEY (tenant_id, achievement_id, pathway_version_id)
);
CREATE INDEX leaf_index_achievement ON leaf_index (achievement_id, pathway_id);
CREATE INDEX leaf_index_version ON leaf_index (tenant_id, pathway_version_id);
${isolate('pathways', 'leaf_index', { publicRead: 'public' })};

CREATE TABLE holding (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  achievement_version_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED')),
  issued_on date NOT NULL,
  expires_on date,
  revoked_on date,
  voided boolean NOT NULL,
  suspensions jsonb NOT NULL,
  version int NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, award_id)
);
CREATE INDEX holding_earner ON holding (tenant_id, earner_id, achievement_id);
${isolate('pathways', 'holding')};

-- One row for each earner we work on: whoever changes holdings or enrolments of an earner locks it first.
CREATE TABLE earner_lock (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, earner_id)
);
${isolate('pathways', 'earner_lock')};

CREATE TABLE enrolment (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  earner_id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  pathway_version_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('ACTIVE', 'COMPLETED', 'WITHDRAWN')),
  enrolled_on date NOT NULL,
  withdrawn_on date,
  partner_reference text,
  version int NOT NULL,
  -- Events told on the enrolment topic: they count on without gaps, while the record also changes by completions.
  told int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT enrolment_reference_key UNIQUE (tenant_id, partner_reference),
  FOREIGN KEY (tenant_id, pathway_version_id) REFERENCES pathway_version (tenant_id, id)
);
CREATE INDEX enrolment_earner ON enrolment (tenant_id, earner_id, pathway_version_id);
CREATE INDEX enrolment_pathway ON enrolment (tenant_id, pathway_id, created_at, id);
CREATE INDEX enrolment_created ON enrolment (tenant_id, created_at, id);
CREATE INDEX enrolment_updated ON enrolment (tenant_id, updated_at, id);
${isolate('pathways', 'enrolment')};

CREATE TABLE progress (
  tenant_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  as_of date NOT NULL,
  evaluated_at timestamptz NOT NULL,
  document jsonb NOT NULL,
  PRIMARY KEY (tenant_id, enrolment_id)
) WITH (fillfactor = 80);
${isolate('pathways', 'progress')};

-- The next civil day on which an enrolment looks different without any event.
CREATE TABLE timer (
  tenant_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  due_on date NOT NULL,
  PRIMARY KEY (tenant_id, enrolment_id)
);
CREATE INDEX timer_due ON timer (due_on);
${isolate('pathways', 'timer')};

-- Awards that count in an enrolment now. A table, since row security keeps GIN on an array from being used.
CREATE TABLE counted_award (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, award_id, enrolment_id)
);
CREATE INDEX counted_award_enrolment ON counted_award (tenant_id, enrolment_id);
${isolate('pathways', 'counted_award')};

CREATE TABLE completion (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('CURRENT', 'SUSPENDED', 'ANNULLED')),
  completed_on date NOT NULL,
  current_since date,
  lapsed_on date,
  counted_awards uuid[] NOT NULL,
  version int NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT completion_enrolment_key UNIQUE (tenant_id, enrolment_id)
);
${isolate('pathways', 'completion')};

-- Every current period as it was known at a version of the completion; rows are only added.
CREATE TABLE completion_interval (
  tenant_id uuid NOT NULL,
  completion_id uuid NOT NULL,
  version int NOT NULL,
  from_on date NOT NULL,
  until_on date,
  PRIMARY KEY (tenant_id, completion_id, version, from_on)
);
${isolate('pathways', 'completion_interval', { append: true })};

CREATE TABLE fact_step (
  tenant_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  step int NOT NULL,
  reached_on date NOT NULL,
  PRIMARY KEY (tenant_id, enrolment_id, step)
);
${isolate('pathways', 'fact_step')};
`;

const tables = [
  'fact_step',
  'completion_interval',
  'completion',
  'counted_award',
  'timer',
  'progress',
  'enrolment',
  'earner_lock',
  'holding',
  'leaf_index',
  'pathway_version',
  'pathway',
  'achievement_copy',
  'issuer_copy',
];

export class CreatePathways1795262400000 implements MigrationInterface {
  name = 'CreatePathways1795262400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${tables.join(', ')}`);
  }
}
