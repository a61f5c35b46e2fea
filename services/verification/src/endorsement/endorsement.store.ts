import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { EndorsedKind, Endorsement, EndorsementState } from './endorsement.js';

const columns = `e.id, e.tenant_id AS tenant, e.endorser_id AS endorser, e.subject_kind AS kind, e.subject_id AS subject, e.subject_tenant_id AS "subjectTenant",
  e.subject_issuer_id AS "subjectIssuer", e.achievement_id AS achievement, e.message, e.comment, e.state, e.version, e.created_at AS "createdAt",
  e.offered_at AS "offeredAt", e.accepted_at AS "acceptedAt", e.ended_at AS "endedAt"`;

/** Endorsements of one thing: of an issuer, of all versions of an achievement, or of an award. */
export interface About {
  readonly kind: EndorsedKind;
  /** Issuer, achievement lineage or award. */
  readonly id: string;
}

export interface EndorsementFilter {
  readonly state: EndorsementState | null;
  /** Which side the tenant is on. */
  readonly side: 'ENDORSER' | 'ENDORSED' | null;
}

@Injectable()
export class EndorsementStore {
  /** False when the endorser has asked, offered or given one for the same thing already. */
  async insert(tx: Tx, one: Endorsement): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO endorsement (tenant_id, id, endorser_id, subject_kind, subject_id, subject_tenant_id, subject_issuer_id, achievement_id, message, comment,
                                state, version, created_at, offered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING id`,
      [
        ...[one.tenant, one.id, one.endorser, one.kind, one.subject, one.subjectTenant, one.subjectIssuer, one.achievement, one.message, one.comment],
        ...[one.state, one.version, one.createdAt, one.offeredAt],
      ],
    );
    return rows.length > 0;
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<Endorsement | undefined> {
    const [row] = await tx.query<Endorsement>(`SELECT ${columns} FROM endorsement e WHERE e.tenant_id = $1 AND e.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async update(tx: Tx, one: Endorsement): Promise<void> {
    await tx.query(
      `UPDATE endorsement SET state = $3, version = $4, comment = $5, offered_at = $6, accepted_at = $7, ended_at = $8 WHERE tenant_id = $1 AND id = $2`,
      [one.tenant, one.id, one.state, one.version, one.comment, one.offeredAt, one.acceptedAt, one.endedAt],
    );
  }

  /** Those the reader of the transaction may see. */
  byIds(tx: Tx, ids: readonly string[]): Promise<Endorsement[]> {
    return tx.query(`SELECT ${columns} FROM endorsement e WHERE e.id = ANY($1::uuid[])`, [ids]);
  }

  /** One page about something, newest first. */
  about(tx: Tx, { kind, id }: About, state: EndorsementState, before: string | null, limit: number): Promise<Endorsement[]> {
    const of = kind === 'ACHIEVEMENT_VERSION' ? byAchievement : bySubject;
    return tx.query(of, [kind, id, state, before, limit]);
  }

  /** The latest accepted ones of one version of an achievement. */
  ofVersion(tx: Tx, version: string, limit: number): Promise<Endorsement[]> {
    return tx.query(bySubject, ['ACHIEVEMENT_VERSION', version, 'ACCEPTED', null, limit]);
  }

  /** Exact up to 10,000, null beyond. */
  countAbout(tx: Tx, { kind, id }: About, state: EndorsementState): Promise<number | null> {
    const subject = kind === 'ACHIEVEMENT_VERSION' ? 'achievement_id' : 'subject_id';
    return countRows(tx, `SELECT 1 FROM endorsement e WHERE e.subject_kind = $1 AND e.${subject} = $2 AND e.state = $3`, [kind, id, state]);
  }

  /** One page of those the tenant is a side of, newest first. */
  ofTenant(tx: Tx, tenant: string, { state, side }: EndorsementFilter, before: string | null, limit: number): Promise<Endorsement[]> {
    return tx.query(
      `SELECT ${columns} FROM endorsement e
        WHERE ((e.tenant_id = $1 AND $2::text IS DISTINCT FROM 'ENDORSED') OR (e.subject_tenant_id = $1 AND $2::text IS DISTINCT FROM 'ENDORSER'))
          AND ($3::text IS NULL OR e.state = $3) AND ($4::uuid IS NULL OR e.id < $4) ORDER BY e.id DESC LIMIT $5`,
      [tenant, side, state, before, limit],
    );
  }

  /** What was asked for and said about awards of a tenant, the latest 1,000. */
  ofAwards(tx: Tx, tenant: string, awards: readonly string[]): Promise<Endorsement[]> {
    return tx.query(
      `SELECT ${columns} FROM endorsement e
        WHERE e.subject_tenant_id = $1 AND e.subject_kind = 'AWARD' AND e.subject_id = ANY($2::uuid[]) ORDER BY e.id DESC LIMIT 1000`,
      [tenant, awards],
    );
  }

  /** Forgets what was said about awards of erased persons; answers the documents that say it. For the worker role. */
  forget(tx: Tx, subjectTenant: string, awards: readonly string[]): Promise<{ tenant: string; id: string }[]> {
    return tx.query(
      `UPDATE endorsement SET message = NULL, comment = NULL
        WHERE subject_tenant_id = $1 AND subject_kind = 'AWARD' AND subject_id = ANY($2::uuid[]) RETURNING tenant_id AS tenant, id`,
      [subjectTenant, awards],
    );
  }
}

const bySubject = `SELECT ${columns} FROM endorsement e
  WHERE e.subject_kind = $1 AND e.subject_id = $2 AND e.state = $3 AND ($4::uuid IS NULL OR e.id < $4) ORDER BY e.id DESC LIMIT $5`;
const byAchievement = `SELECT ${columns} FROM endorsement e
  WHERE e.subject_kind = $1 AND e.achievement_id = $2 AND e.state = $3 AND ($4::uuid IS NULL OR e.id < $4) ORDER BY e.id DESC LIMIT $5`;

