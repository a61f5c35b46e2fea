import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE rollup_wanted (
  tenant_id uuid PRIMARY KEY,
  wanted_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE rollup_wanted IS 'Tenants who asked that their figures be added up anew, until that begins.';
${isolate('pathways', 'rollup_wanted', { append: true })};
`;

export class FigureRebuild1795400001100 implements MigrationInterface {
  name = 'FigureRebuild1795400001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rollup_wanted');
  }
}
