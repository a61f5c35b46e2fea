import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE figure_publication (
  tenant_id uuid PRIMARY KEY,
  wanted_until date NOT NULL,
  published_until date
);
COMMENT ON TABLE figure_publication IS 'Tenants that publish figures: up to which day they want to, and have.';
CREATE INDEX figure_publication_due ON figure_publication (wanted_until) WHERE published_until IS DISTINCT FROM wanted_until;
${isolate('pathways', 'figure_publication')};
CREATE TABLE published_figures (
  tenant_id uuid NOT NULL,
  metric text NOT NULL,
  -- 0: without a window
  window_days int NOT NULL,
  observation_end date NOT NULL,
  published_at timestamptz NOT NULL,
  shown int NOT NULL,
  hidden int NOT NULL,
  PRIMARY KEY (tenant_id, metric, window_days)
);
${isolate('pathways', 'published_figures', { publicRead: 'true' })};
CREATE TABLE published_memory (
  tenant_id uuid NOT NULL,
  metric text NOT NULL,
  window_days int NOT NULL,
  observation_end date NOT NULL,
  cells jsonb NOT NULL,
  PRIMARY KEY (tenant_id, metric, window_days)
);
COMMENT ON TABLE published_memory IS 'Every cell as it was told or hidden, for the next publication; read by no query of the graph.';
${isolate('pathways', 'published_memory')};
CREATE TABLE published_cell (
  tenant_id uuid NOT NULL,
  metric text NOT NULL,
  window_days int NOT NULL,
  dimensions text[] NOT NULL,
  keys text[] NOT NULL,
  numerator int,
  denominator int NOT NULL,
  bound text,
  observation_end date NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, metric, window_days, dimensions, keys)
);
COMMENT ON TABLE published_cell IS 'What everybody may read: figures of nobody who could be recognised.';
${isolate('pathways', 'published_cell', { publicRead: 'true' })};
`;

/** Figures for readers who may not see exact ones. */
export class PublishedFigures1795400000950 implements MigrationInterface {
  name = 'PublishedFigures1795400000950';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE figure_publication, published_cell, published_memory, published_figures');
  }
}
