import { isolate, sharedCopy, workerOnly } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What says whom a change touches, and which changes are still being followed (pathways.md section 12). */
const reach = `
-- What a published version looks at beside the achievements in leaf_index.
CREATE TABLE version_reach (
  tenant_id uuid NOT NULL,
  pathway_version_id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  -- A selector of it does not say by name what it counts.
  anything boolean NOT NULL,
  entries boolean NOT NULL,
  trust boolean NOT NULL,
  skills boolean NOT NULL,
  latest boolean NOT NULL,
  -- Whoever is awarded something that it counts is enrolled by that.
  implicit boolean NOT NULL,
  PRIMARY KEY (tenant_id, pathway_version_id)
);
CREATE INDEX version_reach_pathway ON version_reach (tenant_id, pathway_id);
CREATE INDEX version_reach_anything ON version_reach (tenant_id, pathway_id) WHERE anything;
CREATE INDEX version_reach_entries ON version_reach (tenant_id, pathway_id) WHERE entries;
CREATE INDEX version_reach_world ON version_reach (pathway_id) WHERE trust OR skills OR latest;
${isolate('pathways', 'version_reach')};

-- Other pathways whose completions a version looks at.
CREATE TABLE pathway_use (
  tenant_id uuid NOT NULL,
  used_id uuid NOT NULL,
  pathway_version_id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, used_id, pathway_version_id)
);
${isolate('pathways', 'pathway_use')};

-- The last change that concerned many: everybody in a pathway, or everything that an earner may be enrolled in. One step at a time.
CREATE TABLE recompute (
  tenant_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('PATHWAY', 'EARNER')),
  -- The pathway or the earner.
  about_id uuid NOT NULL,
  phase text NOT NULL CHECK (phase IN ('ENROLLED', 'HOLDERS')),
  after_id uuid,
  done int NOT NULL,
  requested_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, kind, about_id)
);
CREATE INDEX recompute_next ON recompute (requested_at) WHERE finished_at IS NULL;
${isolate('pathways', 'recompute')};
`;

const enrolments = `
ALTER TABLE enrolment ADD COLUMN implicit boolean NOT NULL DEFAULT false;
CREATE INDEX enrolment_earner_pathway ON enrolment (tenant_id, earner_id, pathway_id);
CREATE INDEX node_exception_award ON node_exception (tenant_id, award_id) WHERE award_id IS NOT NULL;
-- Awards that came before what their achievement says.
CREATE INDEX holding_lacking ON holding (achievement_version_id) WHERE snapshot ? 'lacking';
CREATE INDEX holding_achievement ON holding (tenant_id, achievement_id, earner_id);
ALTER TABLE destination ADD COLUMN pathway_version_id uuid NOT NULL, ADD COLUMN achievement_id uuid;
`;

/** What bodies say of issuers, and what falls under which skill: public facts of other services. */
const world = `
CREATE TABLE trust_period (
  id uuid PRIMARY KEY,
  -- Who recorded it.
  tenant_id uuid NOT NULL,
  issuer_id uuid,
  body text NOT NULL,
  tier int NOT NULL,
  from_on date NOT NULL,
  until_on date,
  version int NOT NULL
);
CREATE INDEX trust_period_issuer ON trust_period (issuer_id);
CREATE INDEX issuer_copy_tenant ON issuer_copy (tenant_id);
${sharedCopy('pathways', 'trust_period')};

-- The generation in force is the newest of which every part has come.
CREATE TABLE skill_closure (
  -- Whose framework it is; frameworks are for everybody.
  tenant_id uuid NOT NULL,
  framework_id uuid NOT NULL,
  generation int NOT NULL,
  descendant text NOT NULL,
  ancestor text NOT NULL,
  in_force boolean NOT NULL,
  PRIMARY KEY (framework_id, generation, descendant, ancestor)
);
CREATE INDEX skill_closure_descendant ON skill_closure (descendant) WHERE in_force;
${sharedCopy('pathways', 'skill_closure')};

CREATE TABLE skill_part (
  framework_id uuid NOT NULL,
  generation int NOT NULL,
  part int NOT NULL,
  PRIMARY KEY (framework_id, generation, part)
);
${workerOnly('pathways', 'skill_part')};
`;

const down = `
DROP TABLE skill_part, skill_closure, trust_period, recompute, pathway_use, version_reach;
DROP INDEX issuer_copy_tenant, holding_lacking, holding_achievement, node_exception_award, enrolment_earner_pathway;
ALTER TABLE enrolment DROP COLUMN implicit;
ALTER TABLE destination DROP COLUMN pathway_version_id, DROP COLUMN achievement_id;
`;

export class StayingTrue1795300000100 implements MigrationInterface {
  name = 'StayingTrue1795300000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [reach, enrolments, world]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
