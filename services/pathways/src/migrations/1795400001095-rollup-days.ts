import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns = 'tenant_id, generation, family, period, a, b, day, part, gap, c';
const byDay = `(family LIKE '%Days' OR family IN ('independent', 'finished', 'doubleUse'))`;
const cell = `
  tenant_id uuid NOT NULL,
  generation int NOT NULL,
  family text COLLATE "C" NOT NULL,
  period date NOT NULL,
  a uuid NOT NULL,
  b uuid NOT NULL,
  day date NOT NULL,
  part text COLLATE "C" NOT NULL,
  gap int NOT NULL,
  c text COLLATE "C" NOT NULL,
  n int NOT NULL`;

/**
 * Counts by day, in which hardly two units fall into one cell: rows are only appended, what is taken off with a negative n, and
 * summed by who reads. Months keep one row a cell, those of everybody beside one another.
 */
const up = `
CREATE TABLE rollup_day (${cell}, CHECK (n <> 0));
CREATE INDEX rollup_day_read ON rollup_day (tenant_id, generation, family, c, period);
CREATE INDEX rollup_day_taken ON rollup_day (tenant_id, generation, family, c, period) WHERE n < 0;
${isolate('pathways', 'rollup_day')};
REVOKE INSERT, UPDATE, DELETE ON rollup_day FROM pathways_app;
INSERT INTO rollup_day (${columns}, n) SELECT ${columns}, n FROM rollup WHERE ${byDay};
DELETE FROM rollup WHERE ${byDay};
ALTER TABLE rollup DROP CONSTRAINT rollup_pkey, ADD PRIMARY KEY (tenant_id, generation, family, c, period, a, b, day, part, gap);
`;

const down = `
ALTER TABLE rollup DROP CONSTRAINT rollup_pkey, ADD PRIMARY KEY (${columns});
INSERT INTO rollup (${columns}, n) SELECT ${columns}, sum(n) FROM rollup_day GROUP BY ${columns} HAVING sum(n) <> 0;
DROP TABLE rollup_day;
`;

export class RollupDays1795400001095 implements MigrationInterface {
  name = 'RollupDays1795400001095';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
