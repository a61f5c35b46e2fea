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
  state: z.enum(['OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED']),
  awardedOn: date,
  /** First day on which it is no longer valid; null means for ever. */
  validUntil: date.nullable(),
  visibility: z.enum(['PRIVATE', 'PUBLIC']),
  results: z.array(z.object({ name: z.string(), value: z.string() })),
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
