/**
 * Everything of one earner that figures are made of, as the facts tell it. Void awards are not in it. Days are civil days
 * in UTC, counted from 1970-01-01; credits are hundredths. Tuples, since hundreds of thousands of histories are kept.
 */
export interface History {
  readonly awards: readonly HeldAward[];
  readonly enrolments: readonly HeldEnrolment[];
  /** What is known of the achievements among the awards, and of those that completions gave. */
  readonly known: Readonly<Record<string, KnownAchievement>>;
  /** What the earner says of himself for statistics, and from and until which day it is true. */
  readonly groups: readonly HeldGroup[];
  /** Cycles in which awards had to be renewed. */
  readonly cycles: readonly HeldCycle[];
  /** Attempts to show evidence. */
  readonly attempts: readonly HeldAttempt[];
  /** Awards that others verified, and how often within the window of M16. */
  readonly pulls: readonly (readonly [award: string, n: number])[];
  /** Skills by achievement, only of who agreed to talent search. */
  readonly skills: Readonly<Record<string, readonly string[]>>;
}

/** `ends`: the first day on which it is no longer active, by expiry or by revocation. */
export type HeldAward = readonly [award: string, achievement: string, issuer: string, on: number, ends: number | null, credits: number | null];

/** `steps`: place in the definition, and the day on which it was reached. That of the completion is the version that governs. */
export type HeldEnrolment = readonly [
  pathway: string,
  issuer: string,
  version: string,
  on: number,
  left: number | null,
  completion: HeldCompletion | null,
  steps: readonly (readonly [step: number, on: number])[],
];

/** `gives`: the achievement of the pathway itself. */
export type HeldCompletion = readonly [version: string, gives: string | null, on: number, counted: readonly (readonly [award: string, credits: number | null])[]];

export type HeldGroup = readonly [dimension: string, value: string, since: number | null, until: number | null];

export type KnownAchievement = readonly [level: number | null, field: string | null, kind: string, issuer: string];

/** `end` and `graceEnd` are the first days after the cycle and after its grace. */
export type HeldCycle = readonly [award: string, start: number, end: number, graceEnd: number, met: number | null];

/** Instants in whole seconds since 1970. */
export type HeldAttempt = readonly [chain: string, number: number, submitted: number, decided: number | null, outcome: string | null];

/** Of an earner who is in no figure. */
export const nothingHeld: History = { awards: [], enrolments: [], known: {}, groups: [], cycles: [], attempts: [], pulls: [], skills: {} };
