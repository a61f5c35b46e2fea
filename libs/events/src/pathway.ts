import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant, sha256 } from './values.js';

export const pathwayCreated = defineEvent(
  'pathway',
  'created',
  1,
  z.object({ pathway: id, pathwayVersion: id, issuer: id, code: z.string(), at: instant }),
);
export const pathwayVersionDrafted = defineEvent('pathway', 'version-drafted', 1, z.object({ pathway: id, pathwayVersion: id, at: instant }));
export const pathwayVersionPublished = defineEvent(
  'pathway',
  'version-published',
  1,
  z.object({
    pathway: id,
    pathwayVersion: id,
    issuer: id,
    number: z.number().int().positive(),
    title: z.string(),
    definition: z.record(z.string(), z.unknown()),
    definitionHash: sha256,
    completionAchievement: id.nullable(),
    at: instant,
  }),
);

const enrolment = z.object({ enrolment: id, earner: id, pathway: id, pathwayVersion: id, enrolledOn: date, at: instant });
export const enrolmentStarted = defineEvent('enrolment', 'started', 1, enrolment);
export const enrolmentWithdrawn = defineEvent('enrolment', 'withdrawn', 1, enrolment.extend({ withdrawnOn: date }));
/** Up to 500 new enrolments of one import, under the job's id; each is at version 1. */
export const enrolmentBatchStarted = defineEvent(
  'enrolment',
  'batch-started',
  1,
  z.object({ job: id, enrolments: z.array(enrolment.extend({ withdrawnOn: date.nullable() })).min(1).max(500) }),
);

/** The event id is derived from (enrolment, kind, first day), so that a repeat is the same event. */
const completion = z.object({
  completion: id,
  enrolment: id,
  earner: id,
  pathway: id,
  pathwayVersion: id,
  /** Achievement to award, as a version-less lineage; null when the pathway awards nothing by itself. */
  awardAchievement: id.nullable(),
  onRevocation: z.enum(['suspend', 'cascadeRevoke', 'stands']),
  completedOn: date,
  countedAwards: z.array(id),
  /** Day on which it was reached, lost or restored. */
  on: date,
  at: instant,
});

export type CompletionFact = z.infer<typeof completion>;

export const completionReached = defineEvent('completion', 'reached', 1, completion);
export const completionLost = defineEvent('completion', 'lost', 1, completion.extend({ cause: z.string() }));
export const completionRestored = defineEvent('completion', 'restored', 1, completion);
export const completionAnnulled = defineEvent('completion', 'annulled', 1, completion);
