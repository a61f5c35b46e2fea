import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Attestation } from './attestation.js';

const columns = `a.id, a.tenant_id AS tenant, a.submission_id AS submission, a.requirement, a.role, a.state, a.terms, a.remarks,
  a.work_from::text AS "from", a.work_until::text AS "until", a.hours::float8 AS hours, a.attested_hours::float8 AS "attestedHours",
  a.asked_at AS "askedAt", a.expires_at AS "expiresAt", a.answered_at AS "answeredAt", a.answered_by AS "answeredBy"`;

/** Attestations. The index `attestation_standing` admits one that is asked or attested for each requirement of a case. */
@Injectable()
export class AttestationStore {
  async insert(tx: Tx, { id, tenant, submission, requirement, role, terms, from, until, hours, askedAt, expiresAt }: Attestation, tokenHash: Buffer): Promise<void> {
    await tx.query(
      `INSERT INTO attestation (tenant_id, id, submission_id, requirement, role, state, terms, work_from, work_until, hours, token_hash, asked_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, 'ASKED', $6, $7, $8, $9, $10, $11, $12)`,
      [tenant, id, submission, requirement, role, terms, from, until, hours, tokenHash, askedAt, expiresAt],
    );
  }

  /** Saves its state and what was answered. */
  async update(tx: Tx, { tenant, id, state, attestedHours, remarks, answeredAt, answeredBy }: Attestation): Promise<void> {
    await tx.query(
      `UPDATE attestation SET state = $3, attested_hours = $4, remarks = $5, answered_at = $6, answered_by = $7 WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, attestedHours, remarks, answeredAt, answeredBy],
    );
  }

  /** All of some cases, the oldest first; row-level security decides whose. */
  ofAll(tx: Tx, submissions: readonly string[]): Promise<Attestation[]> {
    return tx.query(`SELECT ${columns} FROM attestation a WHERE a.submission_id = ANY($1::uuid[]) ORDER BY a.asked_at, a.id`, [submissions]);
  }

  /** All in the cases of an earner, the oldest first. */
  ofEarner(tx: Tx, tenant: string, earner: string): Promise<Attestation[]> {
    return tx.query(
      `SELECT ${columns} FROM attestation a JOIN submission s ON s.tenant_id = a.tenant_id AND s.id = a.submission_id
        WHERE a.tenant_id = $1 AND s.earner_id = $2 ORDER BY a.asked_at, a.id`,
      [tenant, earner],
    );
  }

  /** What stands as evidence in a case: all that were attested, the oldest first. */
  of(tx: Tx, tenant: string, submission: string): Promise<Attestation[]> {
    return tx.query(
      `SELECT ${columns} FROM attestation a WHERE a.tenant_id = $1 AND a.submission_id = $2 AND a.state = 'ATTESTED' ORDER BY a.asked_at, a.id`,
      [tenant, submission],
    );
  }

  async count(tx: Tx, tenant: string, submission: string): Promise<number> {
    const rows = await tx.query<{ id: string }>('SELECT a.id FROM attestation a WHERE a.tenant_id = $1 AND a.submission_id = $2', [tenant, submission]);
    return rows.length;
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<Attestation | undefined> {
    const [row] = await tx.query<Attestation>(`SELECT ${columns} FROM attestation a WHERE a.tenant_id = $1 AND a.id = $2`, [tenant, id]);
    return row;
  }

  /** One by its id alone; row-level security decides whether it is the reader's to know. */
  async visible(tx: Tx, id: string): Promise<Attestation | undefined> {
    const [row] = await tx.query<Attestation>(`SELECT ${columns} FROM attestation a WHERE a.id = $1`, [id]);
    return row;
  }

  async byToken(tx: Tx, tenant: string, hash: Buffer): Promise<Attestation | undefined> {
    const [row] = await tx.query<Attestation>(`SELECT ${columns} FROM attestation a WHERE a.tenant_id = $1 AND a.token_hash = $2`, [tenant, hash]);
    return row;
  }

  /** Marks those that were not answered in time, at most `limit`; answers how many. Worker role only. */
  async expire(tx: Tx, at: Date, limit: number): Promise<number> {
    const rows = await tx.query(
      `UPDATE attestation a SET state = 'EXPIRED' FROM (
         SELECT d.tenant_id, d.id FROM attestation d WHERE d.state = 'ASKED' AND d.expires_at <= $1 ORDER BY d.expires_at LIMIT $2 FOR UPDATE SKIP LOCKED) due
        WHERE a.tenant_id = due.tenant_id AND a.id = due.id RETURNING a.id`,
      [at, limit],
    );
    return rows.length;
  }

  /** Takes out what tells of people in the cases of earners who are erased; that something was attested stays. */
  async forget(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE attestation a SET terms = NULL, remarks = NULL, state = CASE a.state WHEN 'ASKED' THEN 'WITHDRAWN' ELSE a.state END
         FROM submission s WHERE a.tenant_id = $1 AND s.tenant_id = $1 AND s.id = a.submission_id
          AND (s.earner_id = ANY($2::uuid[]) OR s.sealed_for = ANY($2::uuid[]))`,
      [tenant, earners],
    );
  }
}

/** Keys of the requirements of a case that are met by an attestation. */
export const attestedParts = async (store: AttestationStore, tx: Tx, tenant: string, submission: string): Promise<ReadonlySet<string>> =>
  new Set((await store.of(tx, tenant, submission)).map(({ requirement }) => requirement));
