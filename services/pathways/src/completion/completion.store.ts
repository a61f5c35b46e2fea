import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Completion, StoredCompletion } from './completion.js';

const columns = `id, tenant_id AS tenant, enrolment_id AS enrolment, state, completed_on::text AS "completedOn",
  current_since::text AS "currentSince", lapsed_on::text AS "lapsedOn", counted_awards AS "countedAwards", ground, version, updated_at AS "updatedAt"`;

export interface CompletionToPut {
  readonly enrolment: string;
  readonly completion: StoredCompletion;
  readonly intervals: readonly { readonly from: string; readonly until: string | null }[];
}

@Injectable()
export class CompletionStore {
  /** Writes many completions in one statement, and the periods known at their new version in another. */
  async put(tx: Tx, tenant: string, puts: readonly CompletionToPut[], now: Date): Promise<void> {
    const rows = puts.map(({ enrolment, completion }) => ({ ...completion, enrolment_id: enrolment }));
    await tx.query(
      `INSERT INTO completion (tenant_id, id, enrolment_id, state, completed_on, current_since, lapsed_on, counted_awards, ground, version, updated_at)
       SELECT $1, g.id, g.enrolment_id, g.state, g."completedOn", g."currentSince", g."lapsedOn", g."countedAwards", g.ground, g.version, $3
         FROM json_to_recordset($2::json) AS g (id uuid, enrolment_id uuid, state text, "completedOn" date, "currentSince" date,
              "lapsedOn" date, "countedAwards" uuid[], ground jsonb, version int)
       ON CONFLICT (tenant_id, enrolment_id) DO UPDATE SET state = EXCLUDED.state, completed_on = EXCLUDED.completed_on,
         current_since = EXCLUDED.current_since, lapsed_on = EXCLUDED.lapsed_on, counted_awards = EXCLUDED.counted_awards, ground = EXCLUDED.ground,
         version = EXCLUDED.version, updated_at = EXCLUDED.updated_at`,
      [tenant, JSON.stringify(rows), now],
    );
    const periods = puts.flatMap(({ completion, intervals }) => intervals.map((interval) => ({ ...interval, ...completion })));
    await tx.query(
      `INSERT INTO completion_interval (tenant_id, completion_id, version, from_on, until_on)
       SELECT $1, g.id, g.version, g."from", g.until FROM json_to_recordset($2::json) AS g (id uuid, version int, "from" date, until date)`,
      [tenant, JSON.stringify(periods.map(({ id, version, from, until }) => ({ id, version, from, until })))],
    );
  }

  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<Completion[]> {
    return tx.query(`SELECT ${columns} FROM completion WHERE tenant_id = $1 AND id = ANY($2::uuid[])`, [tenant, ids]);
  }

  byEnrolments(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<Completion[]> {
    return tx.query(`SELECT ${columns} FROM completion WHERE tenant_id = $1 AND enrolment_id = ANY($2::uuid[])`, [tenant, enrolments]);
  }

  /** One page of the tenant's completions in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM completion
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
