import type { CivilDate } from './civil-date.js';
import type { Holding } from './holding.js';

/** What the evaluator is told of one earner. Days are civil days in UTC. */
export interface Facts {
  /** The earner's enrolment in this version of the pathway; null: none. */
  readonly enrolment: { readonly enrolledOn: CivilDate; readonly withdrawnOn?: CivilDate | null } | null;
  /** In any order; awards of achievements that the pathway does not name are passed over. */
  readonly awards: readonly Holding[];
  /** The answer holds at the end of this day; facts dated later do not exist yet. */
  readonly asOf: CivilDate;
  /** UTC instant, or a day (its end): only facts recorded by then are seen. Default: every fact given. */
  readonly knownAsOf?: string;
}

export type PathwayState = 'NOT_STARTED' | 'IN_PROGRESS' | 'COMPLETE' | 'LAPSED' | 'WITHDRAWN';
export type NodeState = 'SATISFIED' | 'SURPLUS' | 'PARTIAL' | 'UNMET';
/** In the order in which one of several is reported. */
export const BLOCKING_CODES = ['MISSING', 'EXPIRED', 'REVOKED', 'SUSPENDED', 'NOT_YET_ISSUED'] as const;
export type BlockingCode = (typeof BLOCKING_CODES)[number];

/** The answer about one earner and one pathway version on one day (pathways.md section 9). */
export interface Evaluation {
  readonly pathway: string | null;
  readonly asOf: CivilDate;
  readonly knownAsOf: string | null;
  /** Null when the version does not govern the earner on the day; then no node is shown. */
  readonly governingVersion: number | null;
  /** Completed on or before `asOf`, and satisfied on it. */
  readonly complete: boolean;
  readonly state: PathwayState;
  readonly completedOn: CivilDate | null;
  readonly currentSince: CivilDate | null;
  readonly lapsedOn: CivilDate | null;
  /** Every current period up to `asOf`, [from, until); a lapse never erases one. */
  readonly intervals: readonly { readonly from: CivilDate; readonly until: CivilDate | null }[];
  readonly satisfied: number;
  readonly total: number;
  /** Satisfied with nothing: never issue anything for it (S11). */
  readonly vacuous: boolean;
  readonly exact: true;
  readonly method: 'linear';
  /** Per counted top-level requirement in declared order: the first day it was satisfied. */
  readonly steps: readonly StepReached[];
  /** All nodes, a parent before its children. */
  readonly nodes: readonly NodeEvaluation[];
}

export interface StepReached {
  readonly requirement: string;
  readonly reachedOn: CivilDate | null;
}

/** One node judged as if it were the only requirement. */
export interface NodeEvaluation {
  readonly id: string;
  readonly state: NodeState;
  /** Children choosable together, at most `need`; an award node 0 or 1 of 1. */
  readonly have: number;
  readonly need: number;
  readonly alone: boolean;
  /** The awards counted at or beneath the node. */
  readonly counted: readonly { readonly award: string }[];
  /** Award nodes only: further awards that would do. */
  readonly surplus: readonly string[];
  /** Why the node is not satisfied, with the awards concerned. */
  readonly blocking: { readonly code: BlockingCode; readonly awards: readonly string[] } | null;
}
