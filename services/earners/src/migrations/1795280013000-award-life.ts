import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Awards that count by now or did: what anyone may see of a public one. */
const shown = `visibility = 'PUBLIC' AND state NOT IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED')`;
const shownBefore = `visibility = 'PUBLIC' AND state NOT IN ('OFFERED', 'DECLINED')`;

/** `next_at`: when the clock has something to do for the award; null when it never will. `by_…`: who made it. */
const awards = `
ALTER TABLE award
  DROP CONSTRAINT award_state_check,
  ADD CONSTRAINT award_state_check CHECK (state IN ('SCHEDULED', 'OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED', 'CANCELLED')),
  ADD COLUMN evidence jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN work jsonb,
  ADD COLUMN credits_earned double precision,
  ADD COLUMN origin text NOT NULL DEFAULT 'NATIVE' CHECK (origin IN ('NATIVE', 'MIGRATED')),
  ADD COLUMN not_before date,
  ADD COLUMN offer_until timestamptz,
  ADD COLUMN accepted_at timestamptz,
  ADD COLUMN term int NOT NULL DEFAULT 1,
  ADD COLUMN term_from date,
  ADD COLUMN stands_until date,
  ADD COLUMN by_kind text,
  ADD COLUMN by_actor uuid,
  ADD COLUMN next_at timestamptz,
  ADD CONSTRAINT award_scheduled_check CHECK (state <> 'SCHEDULED' OR not_before IS NOT NULL);
CREATE INDEX award_next ON award (next_at, id) WHERE next_at IS NOT NULL;
DROP POLICY public_read ON award;
CREATE POLICY public_read ON award FOR SELECT TO earners_app USING (${shown});
DROP INDEX award_public;
CREATE INDEX award_public ON award (id) WHERE ${shown};
`;

/** Who did it, by kind and id, and a note for those concerned, sealed under the key of `noted_for`. */
const history = `
ALTER TABLE award_event
  ADD COLUMN by_kind text,
  ADD COLUMN by_actor uuid,
  ADD COLUMN note bytea,
  ADD COLUMN noted_for uuid;
CREATE POLICY the_person ON award_event FOR SELECT TO earners_app
  USING (award_id IN (SELECT a.id FROM award a JOIN earner e ON e.tenant_id = a.tenant_id AND e.id = a.earner_id WHERE e.account_id = ${me}));
`;

/** Terms of awards that were renewed; the one term of any other award is in its own row. */
const terms = `
CREATE TABLE award_term (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  from_on date NOT NULL,
  until_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, award_id, number),
  FOREIGN KEY (tenant_id, award_id) REFERENCES award (tenant_id, id)
);
${isolate('earners', 'award_term', { append: true, personal: `award_id IN (SELECT a.id FROM award a JOIN earner e ON e.tenant_id = a.tenant_id AND e.id = a.earner_id WHERE e.account_id = ${me})` })};
`;

/** What making an award needs to know of a version beyond what it did. */
const copies = `
ALTER TABLE achievement_version_copy
  ADD COLUMN use_case text,
  ADD COLUMN published_on date,
  ADD COLUMN valid_until date,
  ADD COLUMN offer_days int,
  ADD COLUMN renewal_window text,
  ADD COLUMN result_rules jsonb NOT NULL DEFAULT '[]';
`;

/** Awards that begin later, lapse, are renewed, and say what they were made on. */
export class AwardLife1795280013000 implements MigrationInterface {
  name = 'AwardLife1795280013000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [awards, history, terms, copies]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE award_term');
    await runner.query(
      `ALTER TABLE achievement_version_copy DROP COLUMN use_case, DROP COLUMN published_on, DROP COLUMN valid_until, DROP COLUMN offer_days, DROP COLUMN renewal_window, DROP COLUMN result_rules`,
    );
    await runner.query('DROP POLICY the_person ON award_event');
    await runner.query('ALTER TABLE award_event DROP COLUMN by_kind, DROP COLUMN by_actor, DROP COLUMN note, DROP COLUMN noted_for');
    await runner.query(`DELETE FROM award WHERE state IN ('SCHEDULED', 'CANCELLED')`);
    await runner.query(`DROP POLICY public_read ON award; CREATE POLICY public_read ON award FOR SELECT TO earners_app USING (${shownBefore})`);
    await runner.query(`DROP INDEX award_public; CREATE INDEX award_public ON award (id) WHERE ${shownBefore}`);
    await runner.query(
      `ALTER TABLE award DROP CONSTRAINT award_state_check,
         ADD CONSTRAINT award_state_check CHECK (state IN ('OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED')),
         DROP COLUMN evidence, DROP COLUMN work, DROP COLUMN credits_earned, DROP COLUMN origin, DROP COLUMN not_before, DROP COLUMN offer_until,
         DROP COLUMN accepted_at, DROP COLUMN term, DROP COLUMN term_from, DROP COLUMN stands_until, DROP COLUMN by_kind, DROP COLUMN by_actor, DROP COLUMN next_at`,
    );
  }
}
