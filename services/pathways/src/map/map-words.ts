import type { NodeStanding } from './drawn-pathway.js';

const nodeStates: Readonly<Record<string, string>> = {
  SATISFIED: 'Done',
  SURPLUS: 'Done, not needed',
  PARTIAL: 'Begun',
  UNMET: 'Open',
  BLOCKED: 'Held up',
  WAIVED: 'Waived',
  UNDECIDED: 'Not decided yet',
};

const pathwayStates: Readonly<Record<string, string>> = {
  NOT_STARTED: 'Not started',
  IN_PROGRESS: 'In progress',
  COMPLETE: 'Complete',
  LAPSED: 'Lapsed',
  WITHDRAWN: 'Withdrawn',
  UNDECIDED: 'Not decided yet',
};

const reasons: Readonly<Record<string, string>> = {
  MISSING: 'not earned yet',
  EXPIRED: 'expired',
  REVOKED: 'revoked',
  SUSPENDED: 'suspended',
  NOT_YET_ISSUED: 'begins later',
  RESULT_TOO_LOW: 'result too low',
  LEVEL_TOO_LOW: 'level too low',
  ISSUER_NOT_ACCEPTED: 'issuer not accepted',
  TOO_OLD: 'too long ago',
  ORDER: 'something has to come first',
  SHARING: 'already counted elsewhere',
  CAP: 'more does not count',
  FLOOR: 'too little of one kind',
  GROUPS: 'too few kinds',
  GAP: 'too close together',
  CYCLE_MISSED: 'a cycle was missed',
  ATTESTATION_MISSING: 'nobody has confirmed it yet',
};

/** A state of a pathway in words. */
export const stateWords = (state: string): string => pathwayStates[state] ?? state;

/** Where an earner is at a node: the word, the figures where there is something to count, and why it is not done. */
export function standingWords({ state, have, need, blocking }: NodeStanding): string {
  const word = nodeStates[state] ?? state;
  const figures = need > 1 ? `, ${figure(have)} of ${figure(need)}` : '';
  const why = blocking !== null && !isDone(state) && !(blocking === 'MISSING') ? `: ${reasons[blocking] ?? blocking}` : '';
  return `${word}${figures}${why}`;
}

export const isDone = (state: string): boolean => state === 'SATISFIED' || state === 'SURPLUS' || state === 'WAIVED';

export const orderWords: Readonly<Record<string, string>> = {
  strictlyAfter: 'has to be earned after',
  onOrAfter: 'must not be earned before',
  corequisite: 'goes together with',
  advice: 'is best done after',
};

/** At most two decimals, as they are written in a definition. */
const figure = (value: number): string => String(Math.round(value * 100) / 100);
