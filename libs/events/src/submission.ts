import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/** A submission as figures need it: no text, no reviewer. The earner id is a pseudonym. */
const fact = z.object({
  submission: id,
  version: z.number().int().positive(),
  earner: id,
  issuer: id,
  achievement: id,
  achievementVersion: id,
  /** Number of the filing, from 1; 0 before the first. */
  attempt: z.number().int().nonnegative(),
  at: instant,
});

/** Levels by criterion, and how long it took. */
const decided = fact.extend({
  businessDays: z.number().int().nonnegative(),
  levels: z.array(z.object({ criterion: z.string(), level: z.string(), meets: z.boolean() })),
});

export type SubmissionFact = z.infer<typeof fact>;
export type SubmissionDecidedFact = z.infer<typeof decided>;

export const submissionStarted = defineEvent('submission', 'started', 1, fact);
export const submissionSubmitted = defineEvent('submission', 'submitted', 1, fact);
/** Its state, holder of the review, due day or held state changed; nothing that figures need. */
export const submissionChanged = defineEvent('submission', 'changed', 1, fact.extend({ what: z.string() }));
export const submissionReturned = defineEvent('submission', 'returned', 1, decided);
export const submissionGranted = defineEvent('submission', 'granted', 1, decided.extend({ award: id }));
export const submissionDenied = defineEvent('submission', 'denied', 1, decided.extend({ reason: z.string() }));
export const submissionWithdrawn = defineEvent('submission', 'withdrawn', 1, fact);
