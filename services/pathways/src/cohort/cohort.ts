import type { AnswerState } from '@cairn/requirements';
import type { Enrolment } from '../enrolment/enrolment.js';

/** How far somebody is, in figures alone. */
export interface MemberFigures {
  readonly state: AnswerState;
  readonly satisfied: number;
  readonly total: number;
  /** Null when it could not be decided in time. */
  readonly complete: boolean | null;
  /** The next civil day on which it looks different by itself. */
  readonly dueOn: string | null;
  /** The civil day evaluated. */
  readonly asOf: string;
  /** Whether they say what held before a change that concerns the whole pathway. */
  readonly yetToFollow: boolean;
}

/** An enrolment with its figures. */
export interface CohortMember extends MemberFigures {
  readonly enrolment: Enrolment;
}

/** Which members of a cohort are asked about; null stands for all. */
export interface CohortConditions {
  readonly states: readonly string[] | null;
  readonly version: number | null;
  readonly satisfied: number | null;
  readonly complete: boolean | null;
}

/** Enrolments that satisfy `satisfied` of `total` requirements, and of these, how many are complete or have yet to be looked at again. */
export interface StackedCount {
  readonly satisfied: number;
  readonly total: number;
  readonly count: number;
  readonly complete: number;
  readonly undecided: number;
  readonly overdue: number;
}

export interface StackingTable {
  readonly enrolled: number;
  readonly complete: number;
  readonly undecided: number;
  readonly overdue: number;
  /** k = 0 to n without gaps. */
  readonly rows: readonly { readonly satisfied: number; readonly enrolments: number }[];
}

/** Every k from 0 to the number of requirements, those that nobody satisfies as well. */
export function stackingTable(counts: readonly StackedCount[], requirements: number): StackingTable {
  const most = Math.max(requirements, ...counts.map(({ total }) => total));
  const sum = (of: (count: StackedCount) => number, among = counts) => among.reduce((total, count) => total + of(count), 0);
  return {
    enrolled: sum(({ count }) => count),
    complete: sum(({ complete }) => complete),
    undecided: sum(({ undecided }) => undecided),
    overdue: sum(({ overdue }) => overdue),
    rows: Array.from({ length: most + 1 }, (_, satisfied) => ({
      satisfied,
      enrolments: sum(
        ({ count }) => count,
        counts.filter((count) => count.satisfied === satisfied),
      ),
    })),
  };
}

/** The figures of one who is overdue, or as they are stored. */
export const withFigures = (member: CohortMember, fresh: Omit<MemberFigures, 'dueOn' | 'yetToFollow'> | undefined): CohortMember =>
  fresh ? { ...member, state: fresh.state, satisfied: fresh.satisfied, total: fresh.total, complete: fresh.complete, asOf: fresh.asOf } : member;

/** Whether the day has come on which a member looks different, or the pathway has changed, and nobody has looked yet. */
export const isOverdue = ({ dueOn, asOf, yetToFollow }: MemberFigures, today: string): boolean => yetToFollow || (dueOn !== null && dueOn <= today && asOf < today);
