import { newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Within } from '../misconduct/case-sight.js';
import type { EvidenceSignal } from './evidence-signal.js';
import type { RateOf } from './grant-rate.js';

/** Submissions whose files are the same as those of another one, and over what. */
interface Twins {
  readonly one: string;
  readonly other: string;
  readonly issuers: readonly string[];
  readonly achievements: readonly string[];
  readonly files: number;
}

const columns = `g.id, g.tenant_id AS tenant, g.kind, ARRAY[g.one_id, g.other_id] AS submissions, g.files, g.raised_at AS "raisedAt"`;

/** Signals; raised by background work and never changed. */
@Injectable()
export class EvidenceSignalStore {
  /**
   * Other earners' submissions that filed a file of this filing too: the first 50. A file is known by the HMAC of its bytes as
   * they came, so that stripping its metadata hides nothing.
   */
  twins(tx: Tx, tenant: string, submission: string, attempt: number): Promise<Twins[]> {
    return tx.query(
      `SELECT least(s.id, o.id) AS one, greatest(s.id, o.id) AS other, ARRAY[s.issuer_id, o.issuer_id] AS issuers, ARRAY[s.achievement_id, o.achievement_id] AS achievements,
              count(DISTINCT v.twin_hmac)::int AS files
         FROM attempt_evidence a
         JOIN evidence v ON v.tenant_id = $1 AND v.id = a.evidence_id
         JOIN evidence w ON w.tenant_id = $1 AND w.twin_hmac = v.twin_hmac AND w.submission_id <> $2
         JOIN submission s ON s.tenant_id = $1 AND s.id = $2
         JOIN submission o ON o.tenant_id = $1 AND o.id = w.submission_id AND o.earner_id <> s.earner_id
        WHERE a.tenant_id = $1 AND a.submission_id = $2 AND a.attempt = $3
          AND EXISTS (SELECT 1 FROM attempt_evidence b WHERE b.tenant_id = $1 AND b.evidence_id = w.id)
        GROUP BY s.id, o.id, s.issuer_id, o.issuer_id, s.achievement_id, o.achievement_id ORDER BY o.id LIMIT 50`,
      [tenant, submission, attempt],
    );
  }

  /** One signal for each pair, whoever raised it first; answers the new ones. Worker role only. */
  async raise(tx: Tx, tenant: string, twins: readonly Twins[], at: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO evidence_signal (tenant_id, id, kind, one_id, other_id, issuer_ids, achievement_ids, files, raised_at)
       SELECT $1, t.id, 'DUPLICATE_EVIDENCE', t.one, t.other, t.issuers::uuid[], t.achievements::uuid[], t.files, $8
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::int[]) AS t (id, one, other, issuers, achievements, files)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        tenant,
        twins.map(() => newId()),
        twins.map(({ one }) => one),
        twins.map(({ other }) => other),
        twins.map(({ issuers }) => `{${issuers.join(',')}}`),
        twins.map(({ achievements }) => `{${achievements.join(',')}}`),
        twins.map(({ files }) => files),
        at,
      ],
    );
    return rows.map(({ id }) => id);
  }

  /** A page of the tenant's signals, the latest first. @param submission only those on it */
  page(tx: Tx, tenant: string, { submission, within }: { submission: string | null; within: Within | null }, after: readonly [string, string] | null, limit: number): Promise<EvidenceSignal[]> {
    return tx.query(
      `SELECT ${columns} FROM evidence_signal g
        WHERE g.tenant_id = $1 AND ($2::uuid IS NULL OR g.one_id = $2 OR g.other_id = $2)
          AND ($3::boolean OR g.issuer_ids && $4::uuid[] OR g.achievement_ids && $5::uuid[])
          AND ($6::timestamptz IS NULL OR (g.raised_at, g.id) < ($6::timestamptz, $7::uuid))
        ORDER BY g.raised_at DESC, g.id DESC LIMIT $8`,
      [tenant, submission, within === null, within?.issuers ?? [], within?.achievements ?? [], after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Final reviews by reviewer, and how many of them recommend the award, over the latest 2,000 submissions for an achievement. */
  rates(tx: Tx, tenant: string, achievement: string): Promise<RateOf[]> {
    return tx.query(
      `SELECT a.reviewer_id AS reviewer, count(1)::int AS cases, (count(1) FILTER (WHERE r.recommendation = 'MEETS'))::int AS granted
         FROM (SELECT s.id FROM submission s WHERE s.tenant_id = $1 AND s.achievement_id = $2 ORDER BY s.created_at DESC, s.id DESC LIMIT 2000) latest
         JOIN review_assignment a ON a.tenant_id = $1 AND a.submission_id = latest.id
         JOIN review r ON r.tenant_id = $1 AND r.assignment_id = a.id AND r.state = 'FINAL'
        GROUP BY a.reviewer_id ORDER BY a.reviewer_id`,
      [tenant, achievement],
    );
  }
}
