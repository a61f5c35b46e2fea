import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Evaluated } from './evaluated.js';
import { countedAwards, type Progress } from './progress.js';

/** Progress as stored, with the enrolment it belongs to. */
export interface StoredProgress {
  readonly enrolment: string;
  readonly progress: Progress;
  /** The next civil day on which it looks different by itself. */
  readonly dueOn: string | null;
}

/** Rows that evaluation derives; each method writes many enrolments in one statement, and only what differs. */
@Injectable()
export class ProgressStore {
  async putProgress(tx: Tx, tenant: string, evaluated: readonly Evaluated[]): Promise<void> {
    await tx.query(
      `INSERT INTO progress (tenant_id, enrolment_id, as_of, evaluated_at, document)
       SELECT $1, g.enrolment_id, g.as_of, g.evaluated_at, g.document::jsonb
         FROM unnest($2::uuid[], $3::date[], $4::timestamptz[], $5::text[]) AS g (enrolment_id, as_of, evaluated_at, document)
       ON CONFLICT (tenant_id, enrolment_id)
       DO UPDATE SET as_of = EXCLUDED.as_of, evaluated_at = EXCLUDED.evaluated_at, document = EXCLUDED.document`,
      [
        tenant,
        evaluated.map(({ enrolment }) => enrolment.id),
        evaluated.map(({ progress }) => progress.asOf),
        evaluated.map(({ progress }) => progress.evaluatedAt),
        evaluated.map(({ progress }) => JSON.stringify(progress)),
      ],
    );
  }

  async putTimers(tx: Tx, tenant: string, evaluated: readonly Evaluated[]): Promise<void> {
    await tx.query(
      `WITH given AS (SELECT g.enrolment_id, g.due_on FROM unnest($2::uuid[], $3::date[]) AS g (enrolment_id, due_on)),
       gone AS (DELETE FROM timer t USING given g WHERE t.tenant_id = $1 AND t.enrolment_id = g.enrolment_id AND g.due_on IS NULL)
       INSERT INTO timer (tenant_id, enrolment_id, due_on) SELECT $1, enrolment_id, due_on FROM given WHERE due_on IS NOT NULL
       ON CONFLICT (tenant_id, enrolment_id) DO UPDATE SET due_on = EXCLUDED.due_on WHERE timer.due_on <> EXCLUDED.due_on`,
      [tenant, evaluated.map(({ enrolment }) => enrolment.id), evaluated.map(({ dueOn }) => dueOn)],
    );
  }

  async putCounted(tx: Tx, tenant: string, evaluated: readonly Evaluated[]): Promise<void> {
    const pairs = evaluated.flatMap(({ enrolment, evaluation }) => countedAwards(evaluation).map((award) => [enrolment.id, award] as const));
    await tx.query(
      `WITH given AS (SELECT g.enrolment_id, g.award_id FROM unnest($3::uuid[], $4::uuid[]) AS g (enrolment_id, award_id)),
       gone AS (DELETE FROM counted_award c WHERE c.tenant_id = $1 AND c.enrolment_id = ANY($2::uuid[])
                AND NOT EXISTS (SELECT 1 FROM given g WHERE g.enrolment_id = c.enrolment_id AND g.award_id = c.award_id))
       INSERT INTO counted_award (tenant_id, award_id, enrolment_id) SELECT $1, award_id, enrolment_id FROM given
       ON CONFLICT (tenant_id, award_id, enrolment_id) DO NOTHING`,
      [tenant, evaluated.map(({ enrolment }) => enrolment.id), pairs.map(([id]) => id), pairs.map(([, award]) => award)],
    );
  }

  async putSteps(tx: Tx, tenant: string, evaluated: readonly Evaluated[]): Promise<void> {
    const rows = evaluated.flatMap(({ enrolment, evaluation }) =>
      evaluation.steps.flatMap(({ reachedOn }, at) => (reachedOn === null ? [] : [{ id: enrolment.id, step: at + 1, reachedOn }])),
    );
    await tx.query(
      `WITH given AS (SELECT g.enrolment_id, g.step, g.reached_on FROM unnest($3::uuid[], $4::int[], $5::date[]) AS g (enrolment_id, step, reached_on)),
       gone AS (DELETE FROM fact_step f WHERE f.tenant_id = $1 AND f.enrolment_id = ANY($2::uuid[])
                AND NOT EXISTS (SELECT 1 FROM given g WHERE g.enrolment_id = f.enrolment_id AND g.step = f.step))
       INSERT INTO fact_step (tenant_id, enrolment_id, step, reached_on) SELECT $1, enrolment_id, step, reached_on FROM given
       ON CONFLICT (tenant_id, enrolment_id, step) DO UPDATE SET reached_on = EXCLUDED.reached_on WHERE fact_step.reached_on <> EXCLUDED.reached_on`,
      [
        tenant,
        evaluated.map(({ enrolment }) => enrolment.id),
        rows.map(({ id }) => id),
        rows.map(({ step }) => step),
        rows.map(({ reachedOn }) => reachedOn),
      ],
    );
  }

  byEnrolments(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<StoredProgress[]> {
    return tx.query(
      `SELECT p.enrolment_id AS enrolment, p.document AS progress, t.due_on::text AS "dueOn"
         FROM progress p LEFT JOIN timer t ON t.tenant_id = p.tenant_id AND t.enrolment_id = p.enrolment_id
        WHERE p.tenant_id = $1 AND p.enrolment_id = ANY($2::uuid[])`,
      [tenant, enrolments],
    );
  }

  /** Enrolments whose day has come, over all tenants, the longest due first. For the background worker. */
  due(tx: Tx, today: string, limit: number): Promise<{ tenant: string; enrolment: string; earner: string }[]> {
    return tx.query(
      `SELECT t.tenant_id AS tenant, t.enrolment_id AS enrolment, e.earner_id AS earner
         FROM timer t JOIN enrolment e ON e.tenant_id = t.tenant_id AND e.id = t.enrolment_id
        WHERE t.due_on <= $1 ORDER BY t.due_on LIMIT $2`,
      [today, limit],
    );
  }
}
