import type { Answer, AnswerState } from '@cairn/requirements';

/** How far an earner is, as it is stored with the enrolment. What costs more than an evaluation is worked out when it is read. */
export interface Progress {
  readonly state: AnswerState;
  readonly satisfied: number;
  readonly total: number;
  /** Null when it was not decided in time. */
  readonly complete: boolean | null;
  readonly exact: boolean;
  readonly method: Answer['method'];
  /** Between which numbers `satisfied` lies when it is not exact. */
  readonly bounds: Answer['bounds'];
  /** Days are civil days, `YYYY-MM-DD`. */
  readonly completedOn: string | null;
  readonly currentSince: string | null;
  readonly lapsedOn: string | null;
  /** Number of the version by which it is judged; null when none governs on the day. */
  readonly governingVersion: number | null;
  readonly vacuous: boolean;
  /** The day evaluated. One that came to the same since then has left what is stored as it was. */
  readonly asOf: string;
  /** RFC 3339 instant; likewise. */
  readonly evaluatedAt: string;
}

export const progressOf = (found: Answer, asOf: string, evaluatedAt: string): Progress => ({
  state: found.state,
  satisfied: found.satisfied,
  total: found.total,
  complete: found.complete,
  exact: found.exact,
  method: found.method,
  bounds: found.bounds,
  completedOn: found.completedOn,
  currentSince: found.currentSince,
  lapsedOn: found.lapsedOn,
  governingVersion: found.governingVersion,
  vacuous: found.vacuous,
  asOf,
  evaluatedAt,
});

/** Nothing is known: never a bare no (section 9). */
export const undecided = (asOf: string, evaluatedAt: string): Progress => ({
  state: 'UNDECIDED',
  satisfied: 0,
  total: 0,
  complete: null,
  exact: false,
  method: 'linear',
  bounds: { atLeast: 0, atMost: 0 },
  completedOn: null,
  currentSince: null,
  lapsedOn: null,
  governingVersion: null,
  vacuous: false,
  asOf,
  evaluatedAt,
});
