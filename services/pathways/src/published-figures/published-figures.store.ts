import type { MetricId } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { KeptPublication, PublishedCell, PublishedSet, ReadCell } from './figure-cells.js';
import type { PublishedPair } from './pair-lattice.js';
import type { ReadPair } from './published-pair.js';

/** The day of the last publication of metric `$2` of tenant `$1`. */
const lastDay = 'SELECT max(f.observation_end) FROM published_figures f WHERE f.tenant_id = $1 AND f.metric = $2';

const setColumns = `metric, nullif(window_days, 0) AS "windowDays", observation_end::text AS "observationEnd", published_at AS "publishedAt", shown, hidden`;

const cellColumns = `window_days AS "windowDays", dimensions, keys, numerator, denominator, bound, observation_end::text AS "observationEnd", published_at AS "publishedAt"`;

/** The cells of one metric over one window that are told apart by the same. */
export interface CellTable {
  readonly metric: MetricId;
  readonly windowDays: number | null;
  readonly dimensions: readonly string[];
}

/** Publications. What readers see is in rows of its own; what the next publication has to know is not among them. */
@Injectable()
export class PublishedFiguresStore {
  /** The last publication of a metric: what it told, and up to which day, null where it was taken back since; undefined for none. */
  async last(tx: Tx, tenant: string, metric: MetricId): Promise<{ observationEnd: string | null; kept: KeptPublication } | undefined> {
    const [row] = await tx.query<{ observationEnd: string | null; kept: KeptPublication }>(
      `SELECT (${lastDay})::text AS "observationEnd", cells AS kept FROM published_memory WHERE tenant_id = $1 AND metric = $2`,
      [tenant, metric],
    );
    return row;
  }

  /** Whether figures are still wanted, and the last publication of a metric is that of this day, or none; nobody replaces it until the transaction is over. */
  async isStillLast(tx: Tx, tenant: string, metric: MetricId, observationEnd: string | null): Promise<boolean> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`published figures ${tenant} ${metric}`]);
    const [row] = await tx.query<{ day: string | null }>(`SELECT (${lastDay})::text AS day FROM figure_publication WHERE tenant_id = $1 FOR SHARE`, [tenant, metric]);
    return row !== undefined && row.day === observationEnd;
  }

  /** Replaces what was told of a metric. `sets` are of all of its windows. */
  async replace(tx: Tx, tenant: string, metric: MetricId, sets: readonly PublishedSet[], kept: KeptPublication): Promise<void> {
    await tx.query(
      `INSERT INTO published_figures (tenant_id, metric, window_days, observation_end, published_at, shown, hidden)
       SELECT $1, $2, coalesce(s."windowDays", 0), s."observationEnd", s."publishedAt", s.shown, s.hidden
         FROM jsonb_to_recordset($3::jsonb) AS s ("windowDays" int, "observationEnd" date, "publishedAt" timestamptz, shown int, hidden int)
       ON CONFLICT (tenant_id, metric, window_days) DO UPDATE
          SET observation_end = excluded.observation_end, published_at = excluded.published_at, shown = excluded.shown, hidden = excluded.hidden`,
      [tenant, metric, JSON.stringify(sets)],
    );
    await tx.query(
      `INSERT INTO published_memory (tenant_id, metric, cells) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, metric) DO UPDATE SET cells = excluded.cells`,
      [tenant, metric, JSON.stringify(kept)],
    );
  }

  async replaceCells(tx: Tx, tenant: string, metric: MetricId, publishedAt: Date, cells: readonly PublishedCell[]): Promise<void> {
    await tx.query('DELETE FROM published_cell WHERE tenant_id = $1 AND metric = $2', [tenant, metric]);
    await tx.query(
      `INSERT INTO published_cell (tenant_id, metric, window_days, dimensions, keys, numerator, denominator, bound, observation_end, published_at)
       SELECT $1, $2, c."windowDays", ARRAY(SELECT jsonb_array_elements_text(c.dimensions)), ARRAY(SELECT jsonb_array_elements_text(c.keys)), c.numerator, c.denominator, c.bound, c."observationEnd", $3
         FROM jsonb_to_recordset($4::jsonb) AS c ("windowDays" int, dimensions jsonb, keys jsonb, numerator int, denominator int, bound text, "observationEnd" date)`,
      [tenant, metric, publishedAt, JSON.stringify(cells)],
    );
  }

  async replacePairs(tx: Tx, tenant: string, publishedAt: Date, pairs: readonly PublishedPair[]): Promise<void> {
    await tx.query('DELETE FROM published_pair WHERE tenant_id = $1', [tenant]);
    await tx.query(
      `INSERT INTO published_pair (tenant_id, from_achievement, to_achievement, earners, observation_end, published_at)
       SELECT $1, p."from", p."to", p.earners, p."observationEnd", $2
         FROM jsonb_to_recordset($3::jsonb) AS p ("from" text, "to" text, earners int, "observationEnd" date)`,
      [tenant, publishedAt, JSON.stringify(pairs)],
    );
  }

  /** Takes back all that readers may see. What was told is remembered, since somebody may have kept it. False where nothing was published. */
  async stop(tx: Tx, tenant: string): Promise<boolean> {
    const stopped = await tx.query(
      `WITH told AS (DELETE FROM published_figures WHERE tenant_id = $1), cells AS (DELETE FROM published_cell WHERE tenant_id = $1), pairs AS (DELETE FROM published_pair WHERE tenant_id = $1)
       DELETE FROM figure_publication WHERE tenant_id = $1 RETURNING tenant_id`,
      [tenant],
    );
    return stopped.length > 0;
  }

  /** What earners of a tenant are told apart by, for statistics. */
  async groups(tx: Tx, tenant: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }>('SELECT DISTINCT dimension AS name FROM dim_group WHERE tenant_id = $1 ORDER BY dimension LIMIT 20', [tenant]);
    return rows.map(({ name }) => name);
  }

  /** All sets of a tenant; what this adds up to is bounded by the list of sets. */
  sets(tx: Tx, tenant: string): Promise<PublishedSet[]> {
    return tx.query(`SELECT ${setColumns} FROM published_figures WHERE tenant_id = $1 ORDER BY metric, window_days LIMIT 100`, [tenant]);
  }

  /** A page of the cells of one table, by their keys. */
  cells(tx: Tx, tenant: string, { metric, windowDays, dimensions }: CellTable, after: readonly string[] | null, limit: number): Promise<ReadCell[]> {
    return tx.query(
      `SELECT ${cellColumns} FROM published_cell
        WHERE tenant_id = $1 AND metric = $2 AND window_days = $3 AND dimensions = $4::text[] AND ($5::text[] IS NULL OR keys > $5::text[])
        ORDER BY keys LIMIT $6`,
      [tenant, metric, windowDays ?? 0, dimensions, after, limit],
    );
  }

  /** The cells of some tables of all windows whose keys begin with these. */
  cellsUnder(tx: Tx, tenant: string, metric: MetricId, dimensions: readonly string[], keys: readonly string[], limit: number): Promise<ReadCell[]> {
    return tx.query(
      `SELECT ${cellColumns} FROM published_cell
        WHERE tenant_id = $1 AND metric = $2 AND dimensions = $3::text[] AND keys[1:cardinality($4::text[])] = $4::text[]
        ORDER BY window_days, keys LIMIT $5`,
      [tenant, metric, dimensions, keys, limit],
    );
  }

  /** A page of pairs, the largest first; `after` the earners and the two ids of the last one before. */
  pairs(tx: Tx, tenant: string, after: readonly [number, string, string] | null, limit: number): Promise<ReadPair[]> {
    return tx.query(
      `SELECT from_achievement AS "from", to_achievement AS "to", earners, observation_end::text AS "observationEnd", published_at AS "publishedAt" FROM published_pair
        WHERE tenant_id = $1 AND ($2::int IS NULL OR (-earners, from_achievement, to_achievement) > (-$2::int, $3::text, $4::text))
        ORDER BY -earners, from_achievement, to_achievement LIMIT $5`,
      [tenant, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
    );
  }

  /** That a tenant wants its figures published up to a day; a later one that it wanted before stays. */
  async want(tx: Tx, tenant: string, observationEnd: string): Promise<void> {
    await tx.query(
      `INSERT INTO figure_publication (tenant_id, wanted_until) VALUES ($1, $2)
       ON CONFLICT (tenant_id) DO UPDATE SET wanted_until = greatest(figure_publication.wanted_until, excluded.wanted_until)`,
      [tenant, observationEnd],
    );
  }

  /** Another month is over: whoever publishes wants it up to there. Worker role only. */
  async wantAll(tx: Tx, observationEnd: string): Promise<void> {
    await tx.query('UPDATE figure_publication SET wanted_until = $1 WHERE wanted_until < $1::date AND published_until IS NOT NULL', [observationEnd]);
  }

  /** Tenants whose figures are to be published. Worker role only. */
  due(tx: Tx, limit: number): Promise<{ tenant: string; observationEnd: string }[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, wanted_until::text AS "observationEnd" FROM figure_publication WHERE published_until IS DISTINCT FROM wanted_until ORDER BY wanted_until LIMIT $1`,
      [limit],
    );
  }

  async done(tx: Tx, tenant: string, observationEnd: string): Promise<void> {
    await tx.query('UPDATE figure_publication SET published_until = $2 WHERE tenant_id = $1', [tenant, observationEnd]);
  }
}
