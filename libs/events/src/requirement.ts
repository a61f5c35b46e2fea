import { z } from 'zod';
import { duration, id } from './values.js';

/** Evidence that a requirement asks for. A part may ask for text, files and links at once. */
const evidenceAsked = z.object({
  kinds: z.array(z.enum(['TEXT', 'FILE', 'LINK'])).min(1),
  /** Words of text at most; null: no limit but that of the input. */
  wordsMax: z.number().int().positive().nullable(),
  /** Files and links together. */
  artefactsMin: z.number().int().nonnegative(),
  artefactsMax: z.number().int().nonnegative(),
});

const requirementKinds = ['ALL', 'ANY', 'AT_LEAST', 'COURSE', 'EXAM', 'PART', 'PROJECT', 'WORKPLACE', 'ATTESTATION', 'PRIOR_AWARD', 'STANDING'] as const;

/**
 * What has to be done: a leaf, or an operator over the requirements in `of`. COURSE is learning, EXAM assessment, PART
 * evidence, PROJECT a project with an artefact, WORKPLACE practice at work. `key` names a leaf within its version.
 */
export interface RequirementText {
  readonly key: string | null;
  readonly kind: (typeof requirementKinds)[number];
  readonly title: string | null;
  readonly description: string | null;
  readonly assessed: boolean;
  readonly effort: string | null;
  readonly evidence: z.infer<typeof evidenceAsked> | null;
  /** Criteria of the rubrics by which it is judged. */
  readonly criteria: readonly string[];
  /** What a score or mark has to reach, on the scale of a result description; null: it is enough to have done it. */
  readonly pass: { readonly result: string; readonly minimum: number } | null;
  /** Who attests (`supervisor`, `nominator`, …), on ATTESTATION. */
  readonly attestorRole: string | null;
  /** The achievement that has to be held, on PRIOR_AWARD. */
  readonly achievement: string | null;
  readonly atLeast: number | null;
  readonly of: readonly RequirementText[];
}

export const requirementText: z.ZodType<RequirementText> = z.lazy(() =>
  z.object({
    key: z.string().nullable().default(null),
    kind: z.enum(requirementKinds),
    title: z.string().nullable(),
    description: z.string().nullable().default(null),
    assessed: z.boolean(),
    effort: duration.nullable().default(null),
    evidence: evidenceAsked.nullable().default(null),
    criteria: z.array(z.string()).default([]),
    pass: z.object({ result: z.string(), minimum: z.number() }).nullable().default(null),
    attestorRole: z.string().nullable().default(null),
    achievement: id.nullable().default(null),
    atLeast: z.number().int().nullable(),
    of: z.array(requirementText),
  }),
) as z.ZodType<RequirementText>;

/** A rubric: criteria with levels, lowest first (CASE CFRubric; Open Badges 3.0 RubricCriterionLevel). */
export const rubricText = z.object({
  key: z.string(),
  title: z.string(),
  criteria: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      description: z.string().nullable(),
      /** Share of this criterion in the points of the rubric; 1 unless stated. */
      weight: z.number().positive(),
      /** The level from which on the criterion is met. */
      standard: z.string(),
      levels: z.array(z.object({ key: z.string(), title: z.string(), description: z.string().nullable(), points: z.number().nullable() })).min(2),
    }),
  ).min(1),
});

/** Open Badges 3.0 ResultDescription. One that names a `criterion` has the levels of that criterion. */
export const resultDescriptionText = z.object({
  key: z.string(),
  name: z.string(),
  resultType: z.string(),
  criterion: z.string().nullable(),
  valueMin: z.number().nullable(),
  valueMax: z.number().nullable(),
  requiredValue: z.number().nullable(),
  allowedValues: z.array(z.string()),
});

/** How submissions for a version are reviewed and decided. */
export const assessmentPolicy = z.object({
  decision: z.enum(['SINGLE_REVIEW', 'TWO_STAGE', 'PANEL']),
  /** Votes of a panel: `needed` of `members` have to be for granting. */
  panel: z.object({ members: z.number().int().min(2).max(9), needed: z.number().int().min(1) }).nullable(),
  /** Business days of the issuer's calendar from filing to the decision. */
  reviewDays: z.number().int().positive(),
  /** Days from a decision in which it may be appealed against. */
  appealDays: z.number().int().positive(),
  /** Filings at most; null: no limit. */
  attemptsMax: z.number().int().positive().nullable(),
  /** Who may submit: anybody, or those on the tenant's roster. */
  openTo: z.enum(['ANYONE', 'ROSTER']),
  reviewers: z.object({
    mustHoldAward: z.boolean(),
    notSameGroup: z.boolean(),
    notEarlierCollaborator: z.boolean(),
    sameLanguage: z.boolean(),
  }),
  /** Whether a second review is asked for when the first does not recommend what the grantor decides, or always. */
  secondOpinion: z.enum(['NEVER', 'ON_DISAGREEMENT', 'ALWAYS']),
  /** Statements that are made with each filing, by key. */
  statements: z.array(z.object({ key: z.enum(['INTEGRITY', 'PRIVACY', 'AUTHORSHIP', 'CONSENT_OF_OTHERS']), text: z.string() })),
});

export type RubricText = z.infer<typeof rubricText>;
export type ResultDescriptionText = z.infer<typeof resultDescriptionText>;
export type AssessmentPolicy = z.infer<typeof assessmentPolicy>;
