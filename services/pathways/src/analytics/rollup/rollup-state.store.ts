import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Which sums answer, and which are being built. */
export interface RollupState {
  readonly tenant: string;
  /** Null until the first generation is built. */
  readonly generation: number | null;
  /** Of what form of contribution its sums are. */
  readonly form: number;
  readonly building: number | null;
  readonly buildingForm: number | null;
  /** The last earner who was added to what is being built. */
  readonly after: string | null;
  readonly done: number;
  /** Earners when it began; more may have come. */
  readonly total: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Cells in which the generation that was built last differed from the one before; null for a first one. */
  readonly differences: number | null;
  /** Somebody asked that they be built anew, and that has not begun. */
  readonly isWanted: boolean;
}

const columns = `tenant_id AS tenant, generation, form, building, building_form AS "buildingForm", after_id AS after, done, total,
  started_at AS "startedAt", finished_at AS "finishedAt", differences,
  EXISTS (SELECT 1 FROM rollup_wanted w WHERE w.tenant_id = rollup_state.tenant_id) AS "isWanted"`;

@Injectable()
export class RollupStateStore {
  /** Begins the sums of a tenant that has none; says nothing where there are some. */
  async found(tx: Tx, tenants: readonly string[], form: number): Promise<void> {
    await tx.query(
      `INSERT INTO rollup_state (tenant_id, form, building, building_form, started_at) SELECT g.tenant, $2, 1, $2, now() FROM unnest($1::uuid[]) AS g (tenant)
       ON CONFLICT (tenant_id) DO NOTHING`,
      [tenants, form],
    );
  }

  /** The state, held until the transaction ends; undefined where another process holds it. */
  async hold(tx: Tx, tenant: string): Promise<RollupState | undefined> {
    const [row] = await tx.query<RollupState>(`SELECT ${columns} FROM rollup_state WHERE tenant_id = $1 FOR UPDATE SKIP LOCKED`, [tenant]);
    return row;
  }

  async read(tx: Tx, tenant: string): Promise<RollupState | undefined> {
    const [row] = await tx.query<RollupState>(`SELECT ${columns} FROM rollup_state WHERE tenant_id = $1`, [tenant]);
    return row;
  }

  /** Asks for a generation beside the one that answers; one that is being built already begins again. */
  async begin(tx: Tx, tenant: string, form: number, total: number): Promise<void> {
    await tx.query(
      `UPDATE rollup_state SET building = greatest(coalesce(generation, 0), coalesce(building, 0)) + 1, building_form = $2, after_id = NULL, done = 0, total = $3,
              started_at = now(), finished_at = NULL WHERE tenant_id = $1`,
      [tenant, form, total],
    );
    await tx.query('DELETE FROM rollup_wanted WHERE tenant_id = $1', [tenant]);
  }

  async advance(tx: Tx, tenant: string, after: string, done: number): Promise<void> {
    await tx.query('UPDATE rollup_state SET after_id = $2, done = $3 WHERE tenant_id = $1', [tenant, after, done]);
  }

  /** From now on the generation that was built answers. */
  async finish(tx: Tx, tenant: string, done: number, differences: number | null): Promise<void> {
    await tx.query(
      `UPDATE rollup_state SET generation = building, form = building_form, building = NULL, building_form = NULL, after_id = NULL, done = $2, total = $2,
              finished_at = now(), differences = $3 WHERE tenant_id = $1`,
      [tenant, done, differences],
    );
  }

  /** Tenants with something to do: earners who are due, or a generation that is not built, of another form, or wanted anew. */
  async waiting(tx: Tx, form: number): Promise<string[]> {
    const rows = await tx.query<{ tenant: string }>(
      `WITH RECURSIVE due (tenant) AS (
         (SELECT tenant_id FROM rollup_due ORDER BY tenant_id LIMIT 1)
         UNION ALL SELECT (SELECT d.tenant_id FROM rollup_due d WHERE d.tenant_id > due.tenant ORDER BY d.tenant_id LIMIT 1) FROM due WHERE due.tenant IS NOT NULL
       )
       SELECT tenant FROM due WHERE tenant IS NOT NULL UNION SELECT tenant_id FROM rollup_state WHERE building IS NOT NULL OR form <> $1 UNION SELECT tenant_id FROM rollup_wanted`,
      [form],
    );
    return rows.map(({ tenant }) => tenant);
  }

  /** Tenants who have facts and no sums: of before there were any. Whoever has facts was locked once. */
  async unknown(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ tenant: string }>(
      `WITH RECURSIVE known (tenant) AS (
         (SELECT tenant_id FROM earner_lock ORDER BY tenant_id LIMIT 1)
         UNION ALL SELECT (SELECT l.tenant_id FROM earner_lock l WHERE l.tenant_id > known.tenant ORDER BY l.tenant_id LIMIT 1) FROM known WHERE known.tenant IS NOT NULL
       )
       SELECT tenant FROM known WHERE tenant IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_state s WHERE s.tenant_id = known.tenant)`,
    );
    return rows.map(({ tenant }) => tenant);
  }
}
