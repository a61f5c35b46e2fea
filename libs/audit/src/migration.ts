import { isolate, type Migration } from '@cairn/postgres';
import type { QueryRunner } from 'typeorm';

/** The audit trail in a service's database. What runs may add to it and read it, under either role, and nothing else. */
export function auditMigration(service: string): Migration {
  return class CreateAudit1795270000600 {
    readonly name = 'CreateAudit1795270000600';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(tables(service));
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP TABLE audit_earner, audit_entry');
    }
  };
}

/**
 * Ids are UUIDv7, so that every index grows at its end and a time is a range of ids. Whom an entry is about lies beside
 * it: one entry may be about 500 earners of an import, and row-level security lets no index over an array be used.
 */
const tables = (service: string): string => `
  CREATE TABLE audit_entry (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    actor_kind text NOT NULL CHECK (actor_kind IN ('ANONYMOUS', 'CLIENT', 'OPERATOR', 'MEMBER', 'PERSON', 'REGISTRY')),
    actor uuid,
    request_id text,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject uuid NOT NULL,
    earners int NOT NULL,
    PRIMARY KEY (tenant_id, id)
  );
  CREATE INDEX audit_entry_subject ON audit_entry (tenant_id, subject, id);
  CREATE INDEX audit_entry_actor ON audit_entry (tenant_id, actor, id) WHERE actor IS NOT NULL;
  ${isolate(service, 'audit_entry', { append: true })};
  REVOKE UPDATE, DELETE ON audit_entry FROM ${service}_worker;
  CREATE TABLE audit_earner (
    tenant_id uuid NOT NULL,
    earner_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, earner_id, entry_id)
  );
  ${isolate(service, 'audit_earner', { append: true })};
  REVOKE UPDATE, DELETE ON audit_earner FROM ${service}_worker;`;
