import type { MigrationInterface, QueryRunner } from 'typeorm';

const facts = (states: string): string => `
CREATE OR REPLACE VIEW fact_award WITH (security_invoker = true) AS
SELECT tenant_id, earner_id AS earner_key, award_id AS award_key, achievement_id AS achievement, achievement_version_id AS version,
       issuer_id AS issuer, issued_on, expires_on, revoked_on, voided OR coalesce(revoked_on <= issued_on, false) AS void
  FROM holding WHERE state NOT IN (${states});`;

const states = (all: string): string =>
  `ALTER TABLE holding DROP CONSTRAINT holding_state_check, ADD CONSTRAINT holding_state_check CHECK (state IN (${all}))`;

/** Awards that are scheduled or were cancelled are known here, and count nothing. */
export class AwardStates1795280013000 implements MigrationInterface {
  name = 'AwardStates1795280013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(states(`'SCHEDULED', 'OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED', 'CANCELLED'`));
    await runner.query(facts(`'SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED', 'REPLACED'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM holding WHERE state IN ('SCHEDULED', 'CANCELLED')`);
    await runner.query(states(`'OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED'`));
    await runner.query(facts(`'OFFERED', 'DECLINED', 'REPLACED'`));
  }
}
