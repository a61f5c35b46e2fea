import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Preview, PreviewClass, PreviewRow } from './preview.js';

const columns = `id, tenant_id AS tenant, pathway_id AS pathway, definition, definition_hash AS "definitionHash", number, mode, as_of::text AS "asOf",
  known_as_of AS "knownAsOf", state, findings, in_scope AS "inScope", counts, after_id AS "after", done, would_issue AS "wouldIssue",
  would_suspend AS "wouldSuspend", requested_by AS "requestedBy", requested_at AS "requestedAt", finished_at AS "finishedAt"`;

/** A row as a list shows it. */
export interface ShownRow {
  readonly enrolment: string;
  readonly earner: string;
  readonly class: PreviewClass;
  readonly before: number | null;
  readonly beforeOf: number | null;
  readonly after: number | null;
  readonly afterOf: number | null;
}

/** Previews, and what they found of each enrolment. */
@Injectable()
export class PreviewStore {
  async insert(tx: Tx, preview: Preview): Promise<void> {
    const { tenant, id, pathway, definition, definitionHash, number, mode, asOf, knownAsOf, state, findings, inScope, requestedBy, requestedAt } = preview;
    await tx.query(
      `INSERT INTO preview (tenant_id, id, pathway_id, definition, definition_hash, number, mode, as_of, known_as_of, state, findings, in_scope,
                            counts, done, would_issue, would_suspend, requested_by, requested_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '{}', 0, 0, 0, $13, $14)`,
      [tenant, id, pathway, JSON.stringify(definition), definitionHash, number, mode, asOf, knownAsOf, state, JSON.stringify(findings), inScope, requestedBy, requestedAt],
    );
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<Preview | undefined> {
    const [row] = await tx.query<Preview>(`SELECT ${columns} FROM preview WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row;
  }

  /** The one, under its lock, while it is running; none that another process works on. */
  async take(tx: Tx, tenant: string, id: string): Promise<Preview | undefined> {
    const [row] = await tx.query<Preview>(
      `SELECT ${columns} FROM preview WHERE tenant_id = $1 AND id = $2 AND state = 'RUNNING' FOR UPDATE SKIP LOCKED`,
      [tenant, id],
    );
    return row;
  }

  /** Unfinished ones of all tenants, oldest first, for the background. */
  running(tx: Tx, limit: number): Promise<{ tenant: string; id: string }[]> {
    return tx.query(`SELECT tenant_id AS tenant, id FROM preview WHERE state = 'RUNNING' ORDER BY requested_at, id LIMIT $1`, [limit]);
  }

  /** Enrolments that a change of versions can touch, by id. */
  scope(tx: Tx, tenant: string, pathway: string, after: string | null, limit: number): Promise<string[]> {
    return tx
      .query<{ id: string }>(
        `SELECT id FROM enrolment WHERE tenant_id = $1 AND pathway_id = $2 AND ($3::uuid IS NULL OR id > $3)
            AND state NOT IN ('WITHDRAWN', 'TIMED_OUT', 'REFUSED') ORDER BY id LIMIT $4`,
        [tenant, pathway, after, limit],
      )
      .then((rows) => rows.map(({ id }) => id));
  }

  /** How many those are: exact up to 10,000, null beyond. */
  async inScope(tx: Tx, tenant: string, pathway: string): Promise<number | null> {
    return countRows(
      tx,
      `SELECT 1 FROM enrolment WHERE tenant_id = $1 AND pathway_id = $2
          AND state NOT IN ('WITHDRAWN', 'TIMED_OUT', 'REFUSED')`,
      [tenant, pathway],
    );
  }

  /** What a step found, and how far the preview has come by it. */
  async advance(tx: Tx, { tenant, id, state, counts, after, done, wouldIssue, wouldSuspend, finishedAt }: Preview, rows: readonly PreviewRow[]): Promise<void> {
    await tx.query(
      `INSERT INTO preview_row (tenant_id, preview_id, class, enrolment_id, earner_id, before, before_of, after, after_of)
       SELECT $1, $2, g.class, g.enrolment, g.earner, g.before, g.before_of, g.after, g.after_of
         FROM unnest($3::text[], $4::uuid[], $5::uuid[], $6::int[], $7::int[], $8::int[], $9::int[])
           AS g (class, enrolment, earner, before, before_of, after, after_of) ON CONFLICT DO NOTHING`,
      [
        tenant,
        id,
        rows.map((row) => row.class),
        rows.map(({ enrolment }) => enrolment),
        rows.map(({ earner }) => earner),
        rows.map(({ before }) => before?.satisfied ?? null),
        rows.map(({ before }) => before?.total ?? null),
        rows.map((row) => row.after?.satisfied ?? null),
        rows.map((row) => row.after?.total ?? null),
      ],
    );
    await tx.query(
      `UPDATE preview SET state = $3, counts = $4, after_id = $5, done = $6, would_issue = $7, would_suspend = $8, finished_at = $9
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, JSON.stringify(counts), after, done, wouldIssue, wouldSuspend, finishedAt],
    );
  }

  async fail(tx: Tx, tenant: string, id: string, at: Date): Promise<void> {
    await tx.query(`UPDATE preview SET state = 'FAILED', finished_at = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'RUNNING'`, [tenant, id, at]);
  }

  /** Those of all tenants that were asked for before an instant, up to some at a time. */
  async forget(tx: Tx, before: Date, limit: number): Promise<void> {
    await tx.query(
      `DELETE FROM preview WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM preview WHERE requested_at < $1 AND state <> 'RUNNING' ORDER BY requested_at LIMIT $2)`,
      [before, limit],
    );
  }

  /** One page of a preview's rows, in one class or all, by enrolment. */
  rows(tx: Tx, tenant: string, preview: string, oneClass: PreviewClass | null, after: string | null, limit: number): Promise<ShownRow[]> {
    return tx.query(
      `SELECT enrolment_id AS enrolment, earner_id AS earner, class, before, before_of AS "beforeOf", after, after_of AS "afterOf" FROM preview_row
        WHERE tenant_id = $1 AND preview_id = $2 AND ($3::text IS NULL OR class = $3) AND ($4::uuid IS NULL OR enrolment_id > $4)
        ORDER BY enrolment_id LIMIT $5`,
      [tenant, preview, oneClass, after, limit],
    );
  }
}
