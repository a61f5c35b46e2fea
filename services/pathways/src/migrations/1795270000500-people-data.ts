import { personCopyTable } from '@cairn/people';
import { isolate, me, personalRead } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = `(tenant_id, earner_id) IN (SELECT p.tenant_id, p.earner_id FROM person_copy p WHERE p.account_id = ${me})`;
const enrolledIn = (table: string, column: string): string =>
  `EXISTS (SELECT 1 FROM enrolment e JOIN person_copy p ON p.tenant_id = e.tenant_id AND p.earner_id = e.earner_id
            WHERE p.account_id = ${me} AND e.tenant_id = ${table}.tenant_id AND e.${column} = ${table}.id)`;

/** A person reads his enrolments, whoever runs the pathway, and the pathways he is enrolled in, public or not. */
const reading = `
${personalRead('pathways', 'enrolment', mine)};
${personalRead('pathways', 'pathway', enrolledIn('pathway', 'pathway_id'))};
${personalRead('pathways', 'pathway_version', enrolledIn('pathway_version', 'pathway_version_id'))};
`;

/** Enrolments that a merge brought to another earner, so that it can be undone. */
const merges = `
CREATE TABLE merged_enrolment (
  tenant_id uuid NOT NULL,
  into_id uuid NOT NULL,
  from_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, into_id, from_id, enrolment_id)
);
${isolate('pathways', 'merged_enrolment')};
REVOKE ALL ON merged_enrolment FROM pathways_app;
`;

export class PeopleData1795270000500 implements MigrationInterface {
  name = 'PeopleData1795270000500';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [personCopyTable('pathways'), reading, merges]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['pathway_version', 'pathway', 'enrolment']) await runner.query(`DROP POLICY the_person ON ${table}`);
    await runner.query('DROP TABLE merged_enrolment, person_copy');
  }
}
