import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Reviewer } from './reviewer.js';

const columns = `r.id, r.tenant_id AS tenant, r.actor_id AS actor, r.actor_kind AS "actorKind", r.earner_id AS earner, r.languages, r.groups,
  r.achievements, r.open_at_most AS "openAtMost", r.state, r.version, r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;

/** A reviewer with the number of offers and reviews that he has open. */
export interface ListedReviewer extends Reviewer {
  readonly open: number;
}

/** Who may be asked to review. The index `reviewer_actor` admits an actor once. */
@Injectable()
export class ReviewerStore {
  /** False when the actor is on the list already. */
  async insert(tx: Tx, reviewer: Reviewer): Promise<boolean> {
    const { tenant, id, actor, actorKind, earner, languages, groups, achievements, openAtMost, state, version, createdAt } = reviewer;
    const rows = await tx.query(
      `INSERT INTO reviewer (tenant_id, id, actor_id, actor_kind, earner_id, languages, groups, achievements, open_at_most, state, version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) ON CONFLICT DO NOTHING RETURNING 1`,
      [tenant, id, actor, actorKind, earner, languages, groups, achievements, openAtMost, state, version, createdAt],
    );
    return rows.length > 0;
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<Reviewer | undefined> {
    const [row] = await tx.query<Reviewer>(`SELECT ${columns} FROM reviewer r WHERE r.tenant_id = $1 AND r.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async update(tx: Tx, { tenant, id, earner, languages, groups, achievements, openAtMost, state, version, updatedAt }: Reviewer): Promise<void> {
    await tx.query(
      `UPDATE reviewer SET earner_id = $3, languages = $4, groups = $5, achievements = $6, open_at_most = $7, state = $8, version = $9, updated_at = $10
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, earner, languages, groups, achievements, openAtMost, state, version, updatedAt],
    );
  }

  /** Everything that an actor is or was on the list as, the present entry first. */
  ofActor(tx: Tx, tenant: string, actor: string): Promise<Reviewer[]> {
    return tx.query(`SELECT ${columns} FROM reviewer r WHERE r.tenant_id = $1 AND r.actor_id = $2 ORDER BY r.state, r.created_at DESC`, [tenant, actor]);
  }

  /** Lets reviewers who are this person be another record, or none. */
  async moveEarner(tx: Tx, tenant: string, from: string, to: string | null): Promise<void> {
    await tx.query('UPDATE reviewer SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, to]);
  }

  /** Reviewers in the order in which they were put on the list. */
  page(tx: Tx, tenant: string, after: readonly [string, string] | null, limit: number): Promise<ListedReviewer[]> {
    return tx.query(
      `SELECT ${columns}, ${openOf} AS open FROM reviewer r
        WHERE r.tenant_id = $1 AND r.state = 'ACTIVE' AND ($2::timestamptz IS NULL OR (r.created_at, r.id) > ($2::timestamptz, $3::uuid))
        ORDER BY r.created_at, r.id LIMIT $4`,
      [tenant, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** The members and clients behind reviewers. */
  async actors(tx: Tx, tenant: string, reviewers: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; actor: string }>('SELECT r.id, r.actor_id AS actor FROM reviewer r WHERE r.tenant_id = $1 AND r.id = ANY($2::uuid[])', [
      tenant,
      reviewers,
    ]);
    return new Map(rows.map(({ id, actor }) => [id, actor]));
  }

  async listed(tx: Tx, tenant: string, id: string): Promise<ListedReviewer | undefined> {
    const [row] = await tx.query<ListedReviewer>(`SELECT ${columns}, ${openOf} AS open FROM reviewer r WHERE r.tenant_id = $1 AND r.id = $2`, [tenant, id]);
    return row;
  }
}

/** How many offers and reviews the reviewer `r` has open. */
export const openOf = `(SELECT count(1)::int FROM review_assignment o WHERE o.tenant_id = r.tenant_id AND o.reviewer_id = r.id AND o.state IN ('OFFERED', 'ACCEPTED'))`;
