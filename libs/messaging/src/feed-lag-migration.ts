import type { Migration } from '@cairn/postgres';
import type { QueryRunner } from 'typeorm';

/** Lets readers of the change feed see how far it is behind: when events were made that wait for the relay, and nothing else of them. */
export function feedLagMigration(service: string): Migration {
  return class FeedLag1795400060000 {
    readonly name = 'FeedLag1795400060000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        CREATE POLICY lag ON outbox FOR SELECT TO ${service}_app USING (true);
        GRANT SELECT (id, created_at) ON outbox TO ${service}_app;`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`REVOKE SELECT (id, created_at) ON outbox FROM ${service}_app; DROP POLICY lag ON outbox;`);
    }
  };
}
