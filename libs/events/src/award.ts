import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant } from './values.js';

/** The award as a fact, complete: listeners replace what they had. No personal data; the earner id is a pseudonym. */
const fact = z.object({
  award: id,
  version: z.number().int().positive(),
  earner: id,
  issuer: id,
  achievement: id,
  achievementVersion: id,
  state: z.enum(['SCHEDULED', 'OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED', 'CANCELLED']),
  awardedOn: date,
  /** First day on which it is no longer valid; null means for ever. */
  validUntil: date.nullable(),
  visibility: z.enum(['PRIVATE', 'PUBLIC']),
  results: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      /** Key of the version's result description, and of the level that was reached. */
      resultDescription: z.string().nullish(),
      achievedLevel: z.string().nullish(),
    }),
  ),
  /** What was filed for it: which requirements by what kind of evidence, no text and no address. */
  evidence: z.array(z.object({ evidence: id, requirement: z.string(), kind: z.enum(['TEXT', 'FILE', 'LINK', 'ATTESTATION']) })).nullish(),
  /** Credits earned, where they differ from what the version carries. */
  creditsEarned: z.number().nullish(),
  /** Practice at work that it stands for, as it was attested. Days are civil dates, the last one included. */
  work: z.object({ host: z.string(), from: date.nullable(), until: date.nullable(), hours: z.number().nullable() }).nullish(),
  /** Number of the validity period; 1 when absent, and a renewal adds one. */
  term: z.number().int().positive().nullish(),
  /** First day of the present term. */
  termFrom: date.nullish(),
  /** The issuer that acted under a mandate of `issuer`, if one did. */
  agentIssuer: id.nullish(),
  recordedAt: instant,
});

/** What changed the state, on the day and at the instant it did. */
const change = fact.extend({ on: date, at: instant });

export type AwardFact = z.infer<typeof fact>;

export const awardIssued = defineEvent('award', 'issued', 1, fact);
export const awardOffered = defineEvent('award', 'offered', 1, fact);
/** Up to 500 new awards of one import, under the job's id; each is at version 1. */
export const awardBatchIssued = defineEvent('award', 'batch-issued', 1, z.object({ job: id, awards: z.array(fact).min(1).max(500) }));
export const awardAccepted = defineEvent('award', 'accepted', 1, change);
export const awardDeclined = defineEvent('award', 'declined', 1, change);
export const awardSuspended = defineEvent('award', 'suspended', 1, change.extend({ cause: z.string() }));
export const awardReinstated = defineEvent('award', 'reinstated', 1, change.extend({ cause: z.string() }));
/** The fact tells the visibility after the change. */
export const awardVisibilityChanged = defineEvent('award', 'visibility-changed', 1, change);
/** `inError`: it should never have been made, and counts in no figure. */
export const awardRevoked = defineEvent('award', 'revoked', 1, change.extend({ reason: z.string(), inError: z.boolean() }));
export const awardReplaced = defineEvent('award', 'replaced', 1, change.extend({ replacedBy: id }));
/** Made now, to begin on a later day: no credential is made of it until then. */
export const awardScheduled = defineEvent('award', 'scheduled', 1, fact);
/** A scheduled or offered award that was taken back, or whose offer lapsed; there never was a credential. */
export const awardCancelled = defineEvent('award', 'cancelled', 1, change.extend({ reason: z.string() }));
/** A further term; terms of before, and their credentials, stay as they were. */
export const awardRenewed = defineEvent('award', 'renewed', 1, change);
/** Tells that validity has ended; what reads an award knows it from the day. */
export const awardExpired = defineEvent('award', 'expired', 1, change);
