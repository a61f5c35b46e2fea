import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { assessmentPolicy, requirementText, resultDescriptionText, rubricText } from './requirement.js';
import { date, duration, id, instant, sha256 } from './values.js';

/** The full text of a published version: what issuing, signing and stacking need, without asking back. */
const versionText = z.object({
  achievement: id,
  achievementVersion: id,
  issuer: id,
  code: z.string(),
  number: z.number().int().positive(),
  contentHash: sha256,
  title: z.string(),
  description: z.string(),
  criteria: z.string(),
  imageUrl: z.string().nullable(),
  language: z.string(),
  achievementType: z.string(),
  issuerSector: z.string(),
  useCase: z.string(),
  claimBasis: z.string(),
  assessed: z.boolean(),
  earningModes: z.array(z.string()),
  alignments: z.array(
    z.object({
      targetName: z.string(),
      targetUrl: z.string(),
      targetFramework: z.string().nullable(),
      targetCode: z.string().nullable(),
      targetType: z.string().nullish(),
      level: z.string().nullish(),
    }),
  ),
  tags: z.array(z.string()),
  estimatedEffort: duration.nullable(),
  creditsAvailable: z.array(z.object({ unit: z.string(), amount: z.number(), category: z.string().nullish() })),
  level: z.string().nullable(),
  validFor: duration.nullable(),
  acceptance: z.enum(['NOT_NEEDED', 'REQUIRED']),
  duplicatePolicy: z.enum(['ONE_ACTIVE', 'ONE_PER_PERIOD', 'MANY']),
  publishedOn: date,
  // What follows came later: absent from events of before.
  imageAltText: z.string().nullish(),
  /** NEVER_EXPIRES, PERIOD (of `validFor`), FIXED_DATE or MAINTAINED; null when not stated. */
  validity: z.string().nullish(),
  /** The last day on which any award is valid, with FIXED_DATE. */
  validUntil: date.nullish(),
  /** The period of ONE_PER_PERIOD, counted from the day of the earlier award. */
  duplicatePeriod: duration.nullish(),
  requirement: requirementText.nullish(),
  rubrics: z.array(rubricText).default([]),
  resultDescriptions: z.array(resultDescriptionText).default([]),
  assessment: assessmentPolicy.nullish(),
  /** Facts of the definition that signed documents repeat, by their names in the graph (`qualityAssurance`, `inLanguage`, …). */
  stated: z.record(z.string(), z.unknown()).default({}),
  translations: z.array(z.object({ language: z.string(), title: z.string(), description: z.string(), criteria: z.string() })).default([]),
  /** When a guardian has to agree before an award of this is made or shown. */
  guardianBelowAge: z.number().int().positive().nullish(),
});

export type AchievementVersionText = z.infer<typeof versionText>;

export const achievementCreated = defineEvent(
  'achievement',
  'created',
  1,
  z.object({ achievement: id, achievementVersion: id, issuer: id, code: z.string(), at: instant }),
);
export const achievementVersionDrafted = defineEvent(
  'achievement',
  'version-drafted',
  1,
  z.object({ achievement: id, achievementVersion: id, at: instant }),
);
/** `supersedes` is the version that was current until then. */
export const achievementVersionPublished = defineEvent(
  'achievement',
  'version-published',
  1,
  versionText.extend({
    supersedes: id.nullable(),
    /** EDITORIAL: open submissions move to this version; MATERIAL: they stay with theirs until `graceUntil`. */
    supersession: z.object({ kind: z.enum(['EDITORIAL', 'MATERIAL']), graceUntil: instant.nullable() }).nullish(),
    at: instant,
  }),
);
export const achievementVersionRetired = defineEvent(
  'achievement',
  'version-retired',
  1,
  z.object({ achievement: id, achievementVersion: id, at: instant }),
);
/** Hidden from the catalogue; awards are untouched. */
export const achievementArchived = defineEvent('achievement', 'archived', 1, z.object({ achievement: id, at: instant }));
export const achievementRestored = defineEvent('achievement', 'restored', 1, z.object({ achievement: id, at: instant }));
