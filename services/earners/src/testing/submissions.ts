import type { AchievementVersionText, AssessmentPolicy } from '@cairn/events';
import { newId } from '@cairn/postgres';
import type { SubmissionState } from '../assessment/submission/submission.js';
import type { TestService } from './service.js';

/** A policy of a version that is assessed; a test names what matters to it. */
export const aPolicy = (change: Partial<AssessmentPolicy> = {}): AssessmentPolicy => ({
  decision: 'SINGLE_REVIEW',
  panel: null,
  reviewDays: 10,
  appealDays: 30,
  attemptsMax: null,
  openTo: 'ANYONE',
  reviewers: { mustHoldAward: false, notSameGroup: false, notEarlierCollaborator: false, sameLanguage: false },
  secondOpinion: 'NEVER',
  statements: [],
  ...change,
});

export const assessedBy = (policy: Partial<AssessmentPolicy> = {}): Partial<AchievementVersionText> => ({ assessed: true, claimBasis: 'KNOWLEDGE', assessment: aPolicy(policy) });

/** Puts a submission in the service as it is after it was filed; a test names the state it is in by then. Answers its bare id. */
export async function aSubmission(
  service: TestService,
  { tenant, version, earner, at, state = 'SUBMITTED', dueAt = null, award = null }: {
    readonly tenant: string;
    readonly version: AchievementVersionText;
    readonly earner: string;
    readonly at: Date;
    readonly state?: SubmissionState;
    readonly dueAt?: Date | null;
    readonly award?: string | null;
  },
): Promise<string> {
  const id = newId();
  await service.database.work((tx) =>
    tx.query(
      `INSERT INTO submission (tenant_id, id, number, earner_id, sealed_for, issuer_id, achievement_id, achievement_version_id, language, state, attempt, revision,
              submitted_at, due_at, award_id, version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $4, $5, $6, $7, 'en', $8, 1, 1, $9, $10, $11, 1, $9, $9)`,
      [tenant, id, `S-${id.slice(-10)}`, earner, version.issuer, version.achievement, version.achievementVersion, state, at, dueAt, award],
    ),
  );
  return id;
}

/** Puts a denial on a submission, by somebody. Answers its bare id. */
export async function aDenial(service: TestService, { tenant, submission, by, at }: { readonly tenant: string; readonly submission: string; readonly by: string; readonly at: Date }): Promise<string> {
  const id = newId();
  await service.database.work((tx) =>
    tx.query(
      `WITH denied AS (UPDATE submission SET state = 'DENIED', due_at = NULL, decided_at = $5 WHERE tenant_id = $1 AND id = $3)
       INSERT INTO decision (tenant_id, id, submission_id, attempt, kind, decided_as, decided_by, reason, returned_parts, business_days, at)
       VALUES ($1, $2, $3, 1, 'DENY', 'REVIEWER', ARRAY[$4::uuid], 'BELOW_STANDARD', '{}', 1, $5)`,
      [tenant, id, submission, by, at],
    ),
  );
  return id;
}
