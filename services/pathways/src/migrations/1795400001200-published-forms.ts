import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- What belongs together is published together from here on: everything is published anew, under the rules of a first time.
DELETE FROM published_cell;
DELETE FROM published_figures;
DROP TABLE published_memory;
UPDATE figure_publication SET published_until = NULL;
CREATE TABLE published_memory (
  tenant_id uuid NOT NULL,
  metric text NOT NULL,
  cells jsonb NOT NULL,
  PRIMARY KEY (tenant_id, metric)
);
COMMENT ON TABLE published_memory IS 'Every cell as it was told or hidden, for the next publication; read by no query of the graph.';
${isolate('pathways', 'published_memory')};
CREATE TABLE published_pair (
  tenant_id uuid NOT NULL,
  -- Ids of achievements; both empty for all pairs that are not shown.
  from_achievement text NOT NULL,
  to_achievement text NOT NULL,
  earners int NOT NULL,
  observation_end date NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, from_achievement, to_achievement)
);
COMMENT ON TABLE published_pair IS 'What everybody may read of transitions: pairs of nobody who could be recognised.';
CREATE INDEX published_pair_size ON published_pair (tenant_id, (-earners), from_achievement, to_achievement);
${isolate('pathways', 'published_pair', { publicRead: 'true' })};
`;

const down = `
DROP TABLE published_pair, published_memory;
DELETE FROM published_cell;
DELETE FROM published_figures;
UPDATE figure_publication SET published_until = NULL;
CREATE TABLE published_memory (
  tenant_id uuid NOT NULL,
  metric text NOT NULL,
  window_days int NOT NULL,
  observation_end date NOT NULL,
  cells jsonb NOT NULL,
  PRIMARY KEY (tenant_id, metric, window_days)
);
${isolate('pathways', 'published_memory')};
`;

/** Transitions that are published, and one memory of all that is published of a metric. */
export class PublishedForms1795400001200 implements MigrationInterface {
  name = 'PublishedForms1795400001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
