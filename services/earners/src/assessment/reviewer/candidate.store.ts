import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Submission } from '../submission/submission.js';
import type { Candidate } from './eligibility.js';
import { openOf } from './reviewer.store.js';

/** What the rules ask about reviewers beside one case. */
@Injectable()
export class CandidateStore {
  /**
   * Those who could be asked next for the present filing: never asked for it, with room for one more, the least loaded and the
   * longest not asked first. At most 100.
   */
  async next(tx: Tx, submission: Submission, today: string, passed: readonly string[]): Promise<Candidate[]> {
    const rows = await tx.query<Row>(
      `SELECT ${facts} FROM ${from}
        WHERE r.tenant_id = $1 AND r.state = 'ACTIVE' AND NOT r.id = ANY($6::uuid[]) AND (r.achievements IS NULL OR $4::uuid = ANY(r.achievements))
          AND ${openOf} < r.open_at_most
          AND NOT EXISTS (SELECT 1 FROM review_assignment a WHERE a.tenant_id = $1 AND a.submission_id = $2 AND a.attempt = $7 AND a.reviewer_id = r.id)
        ORDER BY ${openOf}, r.offered_at NULLS FIRST, r.id LIMIT 100`,
      [...values(submission, today), passed, submission.attempt],
    );
    return rows.map(candidate);
  }

  /** One reviewer, whether or not he is on the list any more. */
  async one(tx: Tx, submission: Submission, reviewer: string, today: string): Promise<Candidate | undefined> {
    const [row] = await tx.query<Row>(`SELECT ${facts} FROM ${from} WHERE r.tenant_id = $1 AND r.id = $6`, [...values(submission, today), reviewer]);
    return row && candidate(row);
  }

  /** Notes that he was asked just now. */
  async asked(tx: Tx, tenant: string, reviewer: string, at: Date): Promise<void> {
    await tx.query('UPDATE reviewer SET offered_at = $3 WHERE tenant_id = $1 AND id = $2', [tenant, reviewer, at]);
  }
}

interface Row extends Omit<Candidate, 'grants'> {
  readonly grants: Omit<NonNullable<Candidate['grants']>, 'until'> | null;
  readonly until: Date | null;
}

const candidate = ({ grants, until, ...rest }: Row): Candidate => ({ ...rest, grants: grants && { ...grants, until } });

const values = ({ tenant, id, earner, achievement }: Submission, today: string) => [tenant, id, earner, achievement, today];

const from = 'reviewer r LEFT JOIN grant_copy g ON g.tenant_id = r.tenant_id AND g.holder_id = r.actor_id';

const groupsOf = (earner: string): string => `coalesce((SELECT e.groups FROM roster_entry e WHERE e.tenant_id = $1 AND e.earner_id = ${earner} AND e.state <> 'LEFT'), '{}')`;

/** Somebody who declined or never answered has not met the earner in the case. */
const met = `a.state IN ('ACCEPTED', 'DONE', 'RECUSED')`;

/** $1 tenant, $2 submission, $3 its earner, $4 its achievement, $5 today. */
const facts = `r.id, r.actor_id AS actor, r.achievements, r.languages, r.open_at_most AS "openAtMost", ${openOf} AS open,
  coalesce(r.earner_id = $3::uuid, false) AS "isEarner",
  ((r.groups || ${groupsOf('r.earner_id')}) && ${groupsOf('$3::uuid')}) AS colleague,
  (EXISTS (SELECT 1 FROM review_assignment a JOIN submission s ON s.tenant_id = a.tenant_id AND s.id = a.submission_id
            WHERE a.tenant_id = $1 AND a.reviewer_id = r.id AND ${met} AND s.earner_id = $3::uuid AND s.id <> $2::uuid)
   OR EXISTS (SELECT 1 FROM reviewer p JOIN review_assignment a ON a.tenant_id = p.tenant_id AND a.reviewer_id = p.id
                JOIN submission s ON s.tenant_id = a.tenant_id AND s.id = a.submission_id
               WHERE p.tenant_id = $1 AND p.earner_id = $3::uuid AND ${met} AND s.earner_id = r.earner_id)) AS collaborator,
  EXISTS (SELECT 1 FROM award w WHERE w.tenant_id = $1 AND w.earner_id = r.earner_id AND w.achievement_id = $4::uuid AND w.state = 'ACTIVE'
            AND (w.valid_until IS NULL OR w.valid_until > $5::date)) AS holder,
  CASE WHEN g.holder_id IS NULL THEN NULL ELSE jsonb_build_object('rights', to_jsonb(g.rights), 'scoped', g.scoped) END AS grants, g.until`;
