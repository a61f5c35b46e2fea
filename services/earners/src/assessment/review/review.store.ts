import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Recommendation } from './review.js';

/** A review as stored; notes and feedback are under the case's seal. */
export interface StoredReview {
  readonly id: string;
  readonly tenant: string;
  readonly assignment: string;
  readonly state: 'DRAFT' | 'FINAL';
  readonly recommendation: Recommendation | null;
  readonly notes: Buffer | null;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly finalAt: Date | null;
}

export interface StoredScore {
  readonly review: string;
  readonly criterion: string;
  readonly level: string | null;
  readonly feedback: Buffer | null;
}

const columns = `v.id, v.tenant_id AS tenant, v.assignment_id AS assignment, v.state, v.recommendation, v.notes, v.revision, v.created_at AS "createdAt",
  v.updated_at AS "updatedAt", v.final_at AS "finalAt"`;

/** By what notes and feedback are sealed (see CaseSeal). */
export const notesField = (review: string): string => `notes ${review}`;
export const feedbackField = (review: string, criterion: string): string => `feedback ${review} ${criterion}`;

/** Reviews and their scores. */
@Injectable()
export class ReviewStore {
  async insert(tx: Tx, { tenant, id, assignment, createdAt }: Pick<StoredReview, 'tenant' | 'id' | 'assignment' | 'createdAt'>): Promise<void> {
    await tx.query(
      `INSERT INTO review (tenant_id, id, assignment_id, state, revision, created_at, updated_at) VALUES ($1, $2, $3, 'DRAFT', 0, $4, $4)`,
      [tenant, id, assignment, createdAt],
    );
  }

  async update(tx: Tx, { tenant, id, state, recommendation, notes, revision, updatedAt, finalAt }: StoredReview): Promise<void> {
    await tx.query(
      'UPDATE review SET state = $3, recommendation = $4, notes = $5, revision = $6, updated_at = $7, final_at = $8 WHERE tenant_id = $1 AND id = $2',
      [tenant, id, state, recommendation, notes, revision, updatedAt, finalAt],
    );
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<StoredReview | undefined> {
    const [row] = await tx.query<StoredReview>(`SELECT ${columns} FROM review v WHERE v.tenant_id = $1 AND v.id = $2`, [tenant, id]);
    return row;
  }

  /** Reviews of assignments. */
  of(tx: Tx, tenant: string, assignments: readonly string[]): Promise<StoredReview[]> {
    return tx.query(`SELECT ${columns} FROM review v WHERE v.tenant_id = $1 AND v.assignment_id = ANY($2::uuid[]) ORDER BY v.created_at, v.id`, [tenant, assignments]);
  }

  scores(tx: Tx, tenant: string, reviews: readonly string[]): Promise<StoredScore[]> {
    return tx.query(
      `SELECT c.review_id AS review, c.criterion, c.level, c.feedback FROM criterion_score c WHERE c.tenant_id = $1 AND c.review_id = ANY($2::uuid[]) ORDER BY c.review_id, c.criterion`,
      [tenant, reviews],
    );
  }

  async putScores(tx: Tx, tenant: string, review: string, scores: readonly Omit<StoredScore, 'review'>[]): Promise<void> {
    await tx.query(
      `INSERT INTO criterion_score (tenant_id, review_id, criterion, level, feedback)
       SELECT $1, $2, criterion, level, feedback FROM unnest($3::text[], $4::text[], $5::bytea[]) AS s (criterion, level, feedback)
       ON CONFLICT (tenant_id, review_id, criterion) DO UPDATE SET level = excluded.level, feedback = excluded.feedback`,
      [tenant, review, scores.map(({ criterion }) => criterion), scores.map(({ level }) => level), scores.map(({ feedback }) => feedback)],
    );
  }
}
