import type { AwardFact } from '@cairn/events';

/** An award as this service copies it: ids and days, no personal data. Days are civil days in UTC. */
export interface HoldingCopy {
  readonly award: string;
  readonly earner: string;
  readonly achievement: string;
  readonly achievementVersion: string;
  readonly issuer: string;
  readonly state: AwardFact['state'];
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly revokedOn: string | null;
  /** It should never have been made: never active on any day, and in no figure. */
  readonly voided: boolean;
  readonly suspensions: readonly { readonly from: string; readonly until: string | null }[];
  /** What it states beside its achievement. */
  readonly snapshot: { readonly creditsEarned?: number };
  readonly result: readonly StatedResult[] | null;
  readonly version: number;
  /** RFC 3339 instant. */
  readonly recordedAt: string;
}

/** A result on a scale: a number where it is one. */
export interface StatedResult {
  readonly scale: string;
  readonly value: number | string;
}

/** The copy of an award just made. */
export const held = (fact: AwardFact): HoldingCopy => ({ ...stated(fact), revokedOn: null, voided: false, suspensions: [] });

/** The copy after the award began, was accepted, declined, cancelled or renewed, or is shown to others than before: only what it states now is new. */
export const answered = (before: HoldingCopy, fact: AwardFact): HoldingCopy => ({ ...before, ...stated(fact) });

export const suspended = (before: HoldingCopy, fact: AwardFact, on: string): HoldingCopy => ({
  ...before,
  ...stated(fact),
  suspensions: [...before.suspensions, { from: on, until: null }],
});

/** Closes the open suspension; `on` is the first day on which the award counts again. */
export const reinstated = (before: HoldingCopy, fact: AwardFact, on: string): HoldingCopy => ({
  ...before,
  ...stated(fact),
  suspensions: before.suspensions.map((suspension) => (suspension.until === null ? { ...suspension, until: on } : suspension)),
});

export const revoked = (before: HoldingCopy, fact: AwardFact, on: string, inError: boolean): HoldingCopy => ({
  ...before,
  ...stated(fact),
  revokedOn: on,
  voided: inError,
});

/** A replaced award ends on the day; its successor is an award of its own. */
export const replaced = (before: HoldingCopy, fact: AwardFact, on: string): HoldingCopy => ({ ...before, ...stated(fact), revokedOn: on });

const stated = (fact: AwardFact) => ({
  award: fact.award,
  earner: fact.earner,
  achievement: fact.achievement,
  achievementVersion: fact.achievementVersion,
  issuer: fact.issuer,
  state: fact.state,
  issuedOn: fact.awardedOn,
  expiresOn: fact.validUntil,
  snapshot: typeof fact.creditsEarned === 'number' ? { creditsEarned: fact.creditsEarned } : {},
  result: fact.results.length > 0 ? fact.results.map(({ name, value }) => ({ scale: name, value: /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value })) : null,
  version: fact.version,
  recordedAt: fact.recordedAt,
});
