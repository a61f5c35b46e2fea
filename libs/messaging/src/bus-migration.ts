import { type Migration, workerOnly } from '@cairn/postgres';
import type { QueryRunner } from 'typeorm';

/** Name under which roles and database of the log are provisioned (roles.ts). */
export const BUS = 'bus';

/** The log of events in a database of its own. */
export const busMigration: Migration = class CreateLog1795262400000 {
  readonly name = 'CreateLog1795262400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE log_head (
        topic text NOT NULL,
        part smallint NOT NULL,
        next bigint NOT NULL,
        PRIMARY KEY (topic, part)
      ) WITH (fillfactor = 20);
      CREATE TABLE log (
        topic text NOT NULL,
        part smallint NOT NULL,
        log_offset bigint NOT NULL,
        key text NOT NULL,
        value text NOT NULL,
        appended_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (topic, part, log_offset)
      );
      -- Written once and read a few times soon after: compressing costs more than it saves.
      ALTER TABLE log ALTER COLUMN value SET STORAGE EXTERNAL;
      ${workerOnly(BUS, 'log_head')};
      GRANT SELECT, INSERT ON log TO ${BUS}_worker;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log, log_head');
  }
};
