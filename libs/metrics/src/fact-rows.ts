/** Facts of one tenant as plain rows. Days `YYYY-MM-DD`, instants RFC 3339. */
export interface World {
  readonly tenant: string;
  readonly fact_award: readonly AwardRow[];
  readonly dim_achievement: readonly AchievementRow[];
  readonly dim_skill: readonly { readonly achievement: string; readonly skill: string }[];
  readonly fact_enrolment: readonly EnrolmentRow[];
  readonly fact_step: readonly { readonly enrolment: string; readonly step: number; readonly reached_on: string }[];
  readonly fact_completion: readonly CompletionRow[];
  readonly fact_counted: readonly { readonly completion: string; readonly award_key: string; readonly credits: number | null }[];
  readonly fact_cycle: readonly CycleRow[];
  readonly fact_submission: readonly SubmissionRow[];
  readonly fact_verification: readonly { readonly award_key: string; readonly day: string; readonly class: string; readonly n: number }[];
  readonly dim_group: readonly GroupRow[];
  readonly dim_consent: readonly { readonly earner_key: string; readonly purpose: string }[];
}

export interface AwardRow {
  readonly earner_key: string;
  readonly award_key: string;
  readonly achievement: string;
  readonly version: string;
  readonly issuer: string;
  readonly issued_on: string;
  readonly expires_on: string | null;
  readonly revoked_on: string | null;
  readonly void: boolean;
  readonly credits: number | null;
  readonly measure: string | null;
}

export interface AchievementRow {
  readonly achievement: string;
  readonly level: number | null;
  readonly field: string | null;
  readonly kind: string;
  readonly issuer: string;
  readonly in_pathway: boolean;
}

export interface EnrolmentRow {
  readonly earner_key: string;
  readonly enrolment: string;
  readonly pathway: string;
  readonly version: string;
  readonly issuer: string;
  readonly enrolled_on: string;
  readonly withdrawn_on: string | null;
}

export interface CompletionRow {
  readonly earner_key: string;
  readonly enrolment: string;
  readonly completion: string;
  readonly pathway: string;
  readonly version: string;
  readonly completion_achievement: string | null;
  readonly completed_on: string;
}

export interface CycleRow {
  readonly earner_key: string;
  readonly award_key: string;
  readonly start_on: string;
  readonly end_on: string;
  readonly grace_end_on: string;
  readonly met_on: string | null;
}

export interface SubmissionRow {
  readonly version: string;
  readonly chain: string;
  readonly attempt: number;
  readonly submitted_at: string;
  readonly decided_at: string | null;
  readonly outcome: string | null;
}

export interface GroupRow {
  readonly earner_key: string;
  readonly dimension: string;
  readonly value: string;
  readonly since_on: string | null;
  readonly until_on: string | null;
}
