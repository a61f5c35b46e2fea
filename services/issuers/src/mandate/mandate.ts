import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type MandateAction = 'AWARD' | 'REVIEW';

/** That an issuer (the agent) may act in the name of another (the mandator), within a half-open interval. */
export interface Mandate {
  readonly id: string;
  /** The mandator's. */
  readonly tenant: string;
  readonly mandator: string;
  readonly agentTenant: string;
  readonly agent: string;
  readonly actions: readonly MandateAction[];
  /** Null: all of the mandator's. */
  readonly achievements: readonly string[] | null;
  readonly state: 'PROPOSED' | 'ACTIVE' | 'DECLINED' | 'ENDED';
  readonly from: Date;
  readonly until: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Most achievements that one mandate names. */
export const ACHIEVEMENTS_MAX = 100;

export interface Terms {
  readonly actions: readonly MandateAction[];
  readonly achievements: readonly string[] | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

/** Terms as they may be proposed: at least one action, and an interval that is not over before it begins. */
export function checkTerms({ actions, achievements, from, until }: Terms, now: Date): Decision<Omit<Terms, 'from'> & { readonly from: Date }> {
  if (actions.length === 0) return refused(refusal('FIELD_MISSING', 'State at least one action.', 'actions'));
  if (achievements?.length === 0) return refused(refusal('FIELD_MISSING', 'Name at least one achievement, or leave them out for all.', 'achievementIds'));
  if ((achievements?.length ?? 0) > ACHIEVEMENTS_MAX) {
    return refused(refusal('INVALID_VALUE', `A mandate names at most ${ACHIEVEMENTS_MAX} achievements; left out, it is about all.`, 'achievementIds'));
  }
  if (until !== null && until <= (from !== null && from > now ? from : now)) {
    return refused(refusal('INVALID_VALUE', 'A mandate ends after it begins, and in the future.', 'until'));
  }
  return accepted({ actions: [...new Set(actions)].sort(), achievements: achievements && [...new Set(achievements)].sort(), from: from ?? now, until });
}

/** From acceptance, or from when it was agreed to begin if that is later. */
export function accept(mandate: Mandate, now: Date): Decision<Mandate> {
  if (mandate.state !== 'PROPOSED' || isOver(mandate, now)) return refused(notIn(mandate));
  return accepted(changed({ ...mandate, from: mandate.from > now ? mandate.from : now }, 'ACTIVE', now));
}

export const decline = (mandate: Mandate, now: Date): Decision<Mandate> =>
  mandate.state === 'PROPOSED' ? accepted(changed(mandate, 'DECLINED', now)) : refused(notIn(mandate));

/** What is in force ends; what is only proposed is taken back, which counts as declined. */
export function end(mandate: Mandate, now: Date): Decision<Mandate> {
  if (mandate.state === 'PROPOSED') return decline(mandate, now);
  return mandate.state === 'ACTIVE' ? accepted(changed(mandate, 'ENDED', now)) : refused(notIn(mandate));
}

export const isOver = ({ until }: Mandate, now: Date): boolean => until !== null && until <= now;

const changed = (mandate: Mandate, state: Mandate['state'], now: Date): Mandate => ({ ...mandate, state, version: mandate.version + 1, updatedAt: now });

const notIn = ({ state }: Mandate) => refusal('MANDATE_STATE_INVALID', `The mandate is ${state.toLowerCase()}, or its time is over.`, 'id');
