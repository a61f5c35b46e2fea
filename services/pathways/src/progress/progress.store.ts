import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { fingerprintOf } from './fingerprint.js';
import { plainArray } from './plain-array.js';
import type { Progress } from './progress.js';
import type { Settled } from './verdict.js';
import { isYetToFollow } from './recompute.store.js';

/** Progress as stored, with the enrolment it belongs to. */
export interface StoredProgress {
  readonly enrolment: string;
  readonly progress: Progress;
  /** The next civil day on which it looks different by itself. */
  readonly dueOn: string | null;
  /** Whether it says what held before a change that concerns its whole pathway. */
  readonly yetToFollow: boolean;
}

/** Rows that evaluation derives; each method writes many enrolments in one statement, and only what differs. */
@Injectable()
export class ProgressStore {
  /** All that evaluations come to, of those that do not come to what is stored. */
  async put(tx: Tx, tenant: string, settled: readonly Settled[]): Promise<void> {
    const changed = settled.flatMap((one) => {
      const fingerprint = fingerprintOf(one.verdict);
      return fingerprint === one.enrolment.fingerprint ? [] : [{ ...one, fingerprint }];
    });
    if (changed.length > 0) await this.putProgress(tx, tenant, changed);
    const counted = settled.flatMap(({ enrolment, verdict }) => countedChanges(enrolment, verdict.counted));
    const [uncounted, begun] = [counted.filter(({ counts }) => !counts), counted.filter(({ counts }) => counts)];
    if (uncounted.length > 0) await this.removeCounted(tx, tenant, uncounted);
    if (begun.length > 0) await this.addCounted(tx, tenant, begun);
  }

  /** What they come to, the day on which that may change by itself, and the steps reached. */
  private async putProgress(tx: Tx, tenant: string, changed: readonly (Settled & { readonly fingerprint: string })[]): Promise<void> {
    const steps = changed.flatMap(({ enrolment, verdict }) => verdict.steps.map(({ step, reachedOn }) => ({ enrolment: enrolment.id, step, reachedOn })));
    await tx.query(
      `WITH given AS MATERIALIZED (SELECT g.enrolment_id, g.as_of, g.evaluated_at, g.document, g.due_on, g.fingerprint
                                     FROM unnest($2::uuid[], $3::date[], $4::timestamptz[], $5::text[], $6::date[], $7::uuid[]) AS g (enrolment_id, as_of, evaluated_at, document, due_on, fingerprint)),
       reached AS MATERIALIZED (SELECT s.enrolment_id, s.step, s.reached_on FROM unnest($8::uuid[], $9::int[], $10::date[]) AS s (enrolment_id, step, reached_on)),
       gone AS (DELETE FROM timer WHERE tenant_id = $1 AND enrolment_id = ANY(ARRAY(SELECT enrolment_id FROM given WHERE due_on IS NULL))),
       due AS (INSERT INTO timer (tenant_id, enrolment_id, due_on) SELECT $1, enrolment_id, due_on FROM given WHERE due_on IS NOT NULL
               ON CONFLICT (tenant_id, enrolment_id) DO UPDATE SET due_on = EXCLUDED.due_on WHERE timer.due_on <> EXCLUDED.due_on),
       -- NOT IN is hashed, whatever the planner believes of the number of rows.
       unreached AS (DELETE FROM reached_step WHERE tenant_id = $1 AND enrolment_id = ANY(ARRAY(SELECT enrolment_id FROM given))
                        AND (enrolment_id, step) NOT IN (SELECT enrolment_id, step FROM reached)),
       steps AS (INSERT INTO reached_step (tenant_id, enrolment_id, step, reached_on)
                 SELECT $1, enrolment_id, step, reached_on FROM reached
                  WHERE (enrolment_id, step, reached_on) NOT IN (SELECT enrolment_id, step, reached_on FROM reached_step
                                                                  WHERE tenant_id = $1 AND enrolment_id = ANY(ARRAY(SELECT enrolment_id FROM reached)))
                 ON CONFLICT (tenant_id, enrolment_id, step) DO UPDATE SET reached_on = EXCLUDED.reached_on WHERE reached_step.reached_on <> EXCLUDED.reached_on)
       INSERT INTO progress (tenant_id, enrolment_id, as_of, evaluated_at, document, fingerprint)
       SELECT $1, enrolment_id, as_of, evaluated_at, document::jsonb, fingerprint FROM given
       ON CONFLICT (tenant_id, enrolment_id)
       DO UPDATE SET as_of = EXCLUDED.as_of, evaluated_at = EXCLUDED.evaluated_at, document = EXCLUDED.document, fingerprint = EXCLUDED.fingerprint`,
      [
        tenant,
        plainArray(changed.map(({ enrolment }) => enrolment.id)),
        plainArray(changed.map(({ verdict }) => verdict.progress.asOf)),
        plainArray(changed.map(({ verdict }) => verdict.progress.evaluatedAt)),
        changed.map(({ verdict }) => JSON.stringify(verdict.progress)),
        plainArray(changed.map(({ verdict }) => verdict.dueOn)),
        plainArray(changed.map(({ fingerprint }) => fingerprint)),
        plainArray(steps.map(({ enrolment }) => enrolment)),
        plainArray(steps.map(({ step }) => step)),
        plainArray(steps.map(({ reachedOn }) => reachedOn)),
      ],
    );
  }

  /** Each is looked up by its key: a join may read all that counts in the tenant. */
  private async removeCounted(tx: Tx, tenant: string, changes: readonly CountedChange[]): Promise<void> {
    await tx.query(
      `DELETE FROM counted_award WHERE tenant_id = $1 AND ctid = ANY(ARRAY(
         SELECT c.ctid FROM unnest($2::uuid[], $3::uuid[]) AS g (award_id, enrolment_id)
          CROSS JOIN LATERAL (SELECT ctid FROM counted_award WHERE tenant_id = $1 AND award_id = g.award_id AND enrolment_id = g.enrolment_id LIMIT 1) AS c))`,
      [tenant, plainArray(changes.map(({ award }) => award)), plainArray(changes.map(({ enrolment }) => enrolment))],
    );
  }

  /** What counts already was read under the lock of its earner, so that nothing stands in the way. */
  private async addCounted(tx: Tx, tenant: string, changes: readonly CountedChange[]): Promise<void> {
    await tx.query(
      `INSERT INTO counted_award (tenant_id, award_id, enrolment_id) SELECT $1, g.award_id, g.enrolment_id FROM unnest($2::uuid[], $3::uuid[]) AS g (award_id, enrolment_id)`,
      [tenant, plainArray(changes.map(({ award }) => award)), plainArray(changes.map(({ enrolment }) => enrolment))],
    );
  }

  /** Enrolments that nobody has come to yet: the sweep does, since their day is today. */
  async putDue(tx: Tx, tenant: string, enrolments: readonly string[], day: string): Promise<void> {
    await tx.query(
      `INSERT INTO timer (tenant_id, enrolment_id, due_on) SELECT $1, unnest($2::uuid[]), $3
       ON CONFLICT (tenant_id, enrolment_id) DO UPDATE SET due_on = EXCLUDED.due_on WHERE timer.due_on > EXCLUDED.due_on`,
      [tenant, enrolments, day],
    );
  }

  byEnrolments(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<StoredProgress[]> {
    return tx.query(
      `SELECT p.enrolment_id AS enrolment, p.document AS progress, t.due_on::text AS "dueOn", ${isYetToFollow('e')} AS "yetToFollow"
         FROM progress p JOIN enrolment e ON e.tenant_id = p.tenant_id AND e.id = p.enrolment_id
         LEFT JOIN timer t ON t.tenant_id = p.tenant_id AND t.enrolment_id = p.enrolment_id
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

/** An award that counts in an enrolment from now on, or no longer does. */
interface CountedChange {
  readonly enrolment: string;
  readonly award: string;
  readonly counts: boolean;
}

function countedChanges({ id: enrolment, counted: before }: Settled['enrolment'], after: readonly string[]): CountedChange[] {
  const change = (counts: boolean) => (award: string): CountedChange => ({ enrolment, award, counts });
  return [...after.filter((award) => !before.includes(award)).map(change(true)), ...before.filter((award) => !after.includes(award)).map(change(false))];
}
