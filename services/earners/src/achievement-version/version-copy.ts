import type { AssessmentPolicy, IssuerCalendar, RequirementText, ResultDescriptionText, RubricText } from '@cairn/events';
import type { ResultRule } from './result-rule.js';

/** What assessing knows of a version, beyond what issuing needs. */
export interface VersionToAssess extends VersionCopy {
  readonly language: string;
  readonly requirement: RequirementText | null;
  readonly rubrics: readonly RubricText[];
  readonly resultDescriptions: readonly ResultDescriptionText[];
  /** Null: nothing can be submitted for it, it is awarded otherwise. */
  readonly assessment: AssessmentPolicy | null;
  /** Until when submissions that were begun under a superseded version may still be decided. */
  readonly graceUntil: Date | null;
  /** Null: Monday to Friday in UTC, without holidays. */
  readonly calendar: IssuerCalendar | null;
}

/** What issuing knows of an achievement version and its issuer: copies kept from events. */
export interface VersionCopy {
  readonly id: string;
  readonly tenant: string;
  readonly achievement: string;
  readonly issuer: string;
  readonly code: string;
  readonly state: 'DRAFT' | 'PUBLISHED' | 'SUPERSEDED' | 'RETIRED';
  readonly title: string;
  readonly imageUrl: string | null;
  readonly level: string | null;
  readonly basis: string;
  readonly assessed: boolean;
  /** ISO 8601 duration; null means for ever. */
  readonly validFor: string | null;
  readonly acceptance: 'NOT_NEEDED' | 'REQUIRED';
  readonly duplicatePolicy: 'ONE_ACTIVE' | 'ONE_PER_PERIOD' | 'MANY';
  /** ISO 8601 duration, with ONE_PER_PERIOD. */
  readonly duplicatePeriod: string | null;
  /** Below this age a guardian has to agree; null: never asked. */
  readonly guardianBelowAge: number | null;
  /** Null in copies of before it was kept. */
  readonly useCase: string | null;
  /** Civil date; null in copies of before it was kept. */
  readonly publishedOn: string | null;
  /** The last day on which any award of it is valid; null: no such day. */
  readonly validUntil: string | null;
  /** Days after which an offer lapses; null: never. */
  readonly offerDays: number | null;
  /** ISO 8601 duration before the end of a term in which it is renewed; null: the last half of the term. */
  readonly renewalWindow: string | null;
  readonly resultRules: readonly ResultRule[];
  /** The whole requirement where it asks for another award (PRIOR_AWARD), else null: issuing does without the rest. */
  readonly priorRequirement: RequirementText | null;
  /** NEVER_EXPIRES, PERIOD, FIXED_DATE or MAINTAINED; null when not stated, and in copies of before it was kept. */
  readonly validity: string | null;
  /** What keeps an award valid, as it was stated; null when not stated. */
  readonly maintenance: Readonly<Record<string, unknown>> | null;
  /** What an award of it is worth elsewhere. */
  readonly credits: readonly { readonly unit: string; readonly amount: number; readonly category?: string | null }[];
  /** IANA time zone of the issuer, in which its days begin; null: UTC. */
  readonly zone: string | null;
  /** Null while the issuer itself has not been heard of. */
  readonly issuerName: string | null;
  readonly issuerState: 'ACTIVE' | 'SUSPENDED' | 'RETIRED' | null;
}
