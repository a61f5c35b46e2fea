import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Nomination, NominationState } from './nomination.js';

const columns = `n.id, n.tenant_id AS tenant, n.issuer_id AS issuer, n.achievement_id AS achievement, n.achievement_version_id AS "achievementVersion",
  n.earner_id AS earner, n.statement, n.sealed_for AS "sealedFor", n.state, n.nominated_by AS "nominatedBy", n.decided_by AS "decidedBy",
  n.decided_at AS "decidedAt", n.award_id AS award, n.version, n.created_at AS "createdAt"`;

@Injectable()
export class NominationStore {
  /** Stores those whose person has no open nomination for the achievement; answers their ids. */
  async insert(tx: Tx, tenant: string, nominations: readonly Nomination[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO nomination (tenant_id, id, issuer_id, achievement_id, achievement_version_id, earner_id, statement, sealed_for, state, nominated_by, version, created_at)
       SELECT $1, id, issuer, achievement, version, earner, statement, earner, 'OPEN', nominated_by, 1, at
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bytea[], $8::uuid[], $9::timestamptz[])
           AS t (id, issuer, achievement, version, earner, statement, nominated_by, at)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        tenant,
        nominations.map(({ id }) => id),
        nominations.map(({ issuer }) => issuer),
        nominations.map(({ achievement }) => achievement),
        nominations.map(({ achievementVersion }) => achievementVersion),
        nominations.map(({ earner }) => earner),
        nominations.map(({ statement }) => statement),
        nominations.map(({ nominatedBy }) => nominatedBy),
        nominations.map(({ createdAt }) => createdAt),
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Open nominations of these persons for an achievement. */
  open(tx: Tx, tenant: string, achievement: string, earners: readonly string[]): Promise<Nomination[]> {
    return tx.query(
      `SELECT ${columns} FROM nomination n WHERE n.tenant_id = $1 AND n.achievement_id = $2 AND n.earner_id = ANY($3::uuid[]) AND n.state = 'OPEN'`,
      [tenant, achievement, earners],
    );
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<Nomination | undefined> {
    const [row] = await tx.query<Nomination>(`SELECT ${columns} FROM nomination n WHERE n.tenant_id = $1 AND n.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async decided(tx: Tx, { tenant, id, state, award, decidedBy, decidedAt, version }: Nomination): Promise<void> {
    await tx.query('UPDATE nomination SET state = $3, award_id = $4, decided_by = $5, decided_at = $6, version = $7 WHERE tenant_id = $1 AND id = $2', [
      tenant,
      id,
      state,
      award,
      decidedBy,
      decidedAt,
      version,
    ]);
  }

  /** Everything that was said of a person, the latest 1,000; also of records that were merged into his. */
  about(tx: Tx, tenant: string, earner: string): Promise<Nomination[]> {
    return tx.query(
      `WITH RECURSIVE part (id) AS (
         SELECT $2::uuid UNION ALL SELECT e.id FROM part p JOIN earner e ON e.tenant_id = $1 AND e.merged_into = p.id
       )
       SELECT ${columns} FROM part p JOIN nomination n ON n.tenant_id = $1 AND n.earner_id = p.id ORDER BY n.id DESC LIMIT 1000`,
      [tenant, earner],
    );
  }

  /** One page in the order they came; null: in any state. */
  page(tx: Tx, tenant: string, state: NominationState | null, after: string | null, limit: number): Promise<Nomination[]> {
    return tx.query(
      `SELECT ${columns} FROM nomination n
        WHERE n.tenant_id = $1 AND ($2::text IS NULL OR n.state = $2) AND ($3::uuid IS NULL OR n.id > $3) ORDER BY n.id LIMIT $4`,
      [tenant, state, after, limit],
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, tenant: string, state: NominationState | null): Promise<number | null> {
    return countRows(tx, `SELECT 1 FROM nomination n WHERE n.tenant_id = $1 AND ($2::text IS NULL OR n.state = $2)`, [tenant, state]);
  }
}
