import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Evidence } from './evidence.js';

const columns = `v.id, v.tenant_id AS tenant, v.submission_id AS submission, v.requirement, v.kind, v.sealed_for AS "sealedFor", v.name, v.blind_name AS "blindName",
  v.media_type AS "mediaType", v.bytes::float8 AS bytes, v.digest, v.url, v.in_draft AS "inDraft", v.added_at AS "addedAt"`;

/** Evidence of one filing. */
export interface FiledEvidence extends Evidence {
  readonly attempt: number;
}

/** A file or link that is added. */
export interface NewEvidence extends Omit<Evidence, 'inDraft' | 'blindName'> {
  /** The end of the name of a file, without the dot; null for a link. */
  readonly extension: string | null;
  /** HMAC of the bytes as they came (see EvidenceTwins). */
  readonly twin: Buffer | null;
}

/** Files and links of cases. */
@Injectable()
export class EvidenceStore {
  /** Adds it to the draft under the next blind name, which it answers. Whoever calls holds the lock of the submission. */
  async insert(tx: Tx, evidence: NewEvidence): Promise<void> {
    const { tenant, id, submission, requirement, kind, sealedFor, name, mediaType, bytes, digest, twin, url, addedAt, extension } = evidence;
    await tx.query(
      `INSERT INTO evidence (tenant_id, id, submission_id, requirement, kind, sealed_for, name, media_type, bytes, digest, twin_hmac, url, added_at, in_draft, position, blind_name)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, true, n.position, 'artefact-' || n.position || coalesce('.' || $14, '')
         FROM (SELECT coalesce(max(v.position), 0) + 1 AS position FROM evidence v WHERE v.tenant_id = $1 AND v.submission_id = $3) AS n`,
      [tenant, id, submission, requirement, kind, sealedFor, name, mediaType, bytes, digest, twin, url, addedAt, extension],
    );
  }

  /** Row-level security decides which of them the reader may see. */
  byIds(tx: Tx, ids: readonly string[]): Promise<Evidence[]> {
    return tx.query(`SELECT ${columns} FROM evidence v WHERE v.id = ANY($1::uuid[])`, [ids]);
  }

  /** What is in the drafts of submissions, in the order in which it was added. */
  drafted(tx: Tx, tenant: string, submissions: readonly string[]): Promise<Evidence[]> {
    return tx.query(`SELECT ${columns} FROM evidence v WHERE v.tenant_id = $1 AND v.submission_id = ANY($2::uuid[]) AND v.in_draft ORDER BY v.submission_id, v.position`, [
      tenant,
      submissions,
    ]);
  }

  /** Files and links that a submission ever had, as far as they were filed or are in its draft. */
  async count(tx: Tx, tenant: string, submission: string): Promise<number> {
    const [row] = await tx.query<{ n: number }>('SELECT count(1)::int AS n FROM evidence v WHERE v.tenant_id = $1 AND v.submission_id = $2', [tenant, submission]);
    return row?.n ?? 0;
  }

  /** Takes it out of the draft; what was never filed goes. Answers whether it went. */
  async takeOut(tx: Tx, tenant: string, id: string): Promise<boolean> {
    const gone = await tx.query(
      `DELETE FROM evidence v WHERE v.tenant_id = $1 AND v.id = $2
          AND NOT EXISTS (SELECT 1 FROM attempt_evidence a WHERE a.tenant_id = $1 AND a.evidence_id = v.id) RETURNING 1`,
      [tenant, id],
    );
    if (gone.length > 0) return true;
    await tx.query('UPDATE evidence SET in_draft = false WHERE tenant_id = $1 AND id = $2', [tenant, id]);
    return false;
  }

  /** Evidence that filings hold themselves (not what they carry), in the order in which it was added. */
  filed(tx: Tx, tenant: string, filings: readonly { submission: string; number: number }[]): Promise<FiledEvidence[]> {
    return tx.query(
      `SELECT ${columns}, a.attempt
         FROM unnest($2::uuid[], $3::int[]) AS f (submission, number)
         JOIN attempt_evidence a ON a.tenant_id = $1 AND a.submission_id = f.submission AND a.attempt = f.number
         JOIN evidence v ON v.tenant_id = $1 AND v.id = a.evidence_id
        ORDER BY v.submission_id, a.attempt, v.position`,
      [tenant, filings.map(({ submission }) => submission), filings.map(({ number }) => number)],
    );
  }
}
