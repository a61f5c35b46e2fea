import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant } from './values.js';

/** An entry of the continuing-education ledger, complete: listeners replace what they had. No text about the person. */
const entry = z.object({
  entry: id,
  version: z.number().int().positive(),
  earner: id,
  /** Body whose rule it serves. */
  issuer: id,
  category: z.string().nullable(),
  measure: z.string(),
  /** At most two decimals. */
  amount: z.number().nonnegative(),
  /** Civil day of the activity. */
  on: date,
  /** Who gave the activity; null when it is not an issuer of this registry. */
  provider: id.nullable(),
  /** The award that it stands for, if it was posted from one. */
  award: id.nullable(),
  /** Only POSTED counts. */
  state: z.enum(['POSTED', 'PENDING_CHECK', 'REVERSED', 'REFUSED']),
  at: instant,
});

export type CreditEntryFact = z.infer<typeof entry>;

export const creditPosted = defineEvent('credit', 'posted', 1, entry);
/** A correction, a check that came through, an audit's verdict. */
export const creditRevised = defineEvent('credit', 'revised', 1, entry);
export const creditReversed = defineEvent('credit', 'reversed', 1, entry);

/** A cycle of the maintenance of one award, [starts, ends). */
const cycle = z.object({
  award: id,
  version: z.number().int().positive(),
  earner: id,
  achievement: id,
  /** Counted from 0. */
  cycle: z.number().int().nonnegative(),
  starts: date,
  ends: date,
  /** First day after its grace; `ends` when absent. */
  graceEnds: date.nullish(),
  /** Day on which it was met, missed or made good, or on which its grace began. */
  on: date,
  at: instant,
});

export const creditCycleMet = defineEvent('credit', 'cycle-met', 1, cycle);
/** It has ended without being met, and its grace runs. */
export const creditCycleOverdue = defineEvent('credit', 'cycle-overdue', 1, cycle);
export const creditCycleMissed = defineEvent('credit', 'cycle-missed', 1, cycle);
export const creditCycleReinstated = defineEvent('credit', 'cycle-reinstated', 1, cycle);

export type CreditCycleFact = z.infer<typeof cycle>;
