import { z } from 'zod';
import { defineEvent } from './envelope.js';
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
    }),
  ),
  tags: z.array(z.string()),
  estimatedEffort: duration.nullable(),
  creditsAvailable: z.array(z.object({ unit: z.string(), amount: z.number() })),
  level: z.string().nullable(),
  validFor: duration.nullable(),
  acceptance: z.enum(['NOT_NEEDED', 'REQUIRED']),
  duplicatePolicy: z.enum(['ONE_ACTIVE', 'MANY']),
  publishedOn: date,
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
  versionText.extend({ supersedes: id.nullable(), at: instant }),
);
export const achievementVersionRetired = defineEvent(
  'achievement',
  'version-retired',
  1,
  z.object({ achievement: id, achievementVersion: id, at: instant }),
);
