import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type AssignmentState = 'OFFERED' | 'ACCEPTED' | 'DONE' | 'DECLINED' | 'RECUSED' | 'EXPIRED';

/** Somebody was asked to review one filing of a submission. domain.md 4.3. Ids are bare. */
export interface Assignment {
  readonly id: string;
  readonly tenant: string;
  readonly submission: string;
  readonly attempt: number;
  /** Decisions that the filing had before it was asked: after an appeal it is reviewed again. */
  readonly round: number;
  readonly reviewer: string;
  readonly state: AssignmentState;
  readonly offeredAt: Date;
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  /** When it lapses unless it is answered, or ended. */
  readonly lapsesAt: Date;
}

export const acceptOffer = (assignment: Assignment, lapsesAt: Date, at: Date): Decision<Assignment> =>
  inState(assignment, ['OFFERED'], 'accepted') ?? accepted({ ...assignment, state: 'ACCEPTED', acceptedAt: at, lapsesAt });

export const declineOffer = (assignment: Assignment, at: Date): Decision<Assignment> => inState(assignment, ['OFFERED'], 'declined') ?? ended(assignment, 'DECLINED', at);

/** Also from a review that is final, as long as nothing was decided on it: whoever has become a colleague meanwhile decides nothing. */
export const recuse = (assignment: Assignment, at: Date): Decision<Assignment> => inState(assignment, ['ACCEPTED', 'DONE'], 'stepped back from') ?? ended(assignment, 'RECUSED', at);

export const finish = (assignment: Assignment, at: Date): Decision<Assignment> => inState(assignment, ['ACCEPTED'], 'ended') ?? ended(assignment, 'DONE', at);

/** By the clock, or because somebody else has taken it. */
export const lapse = (assignment: Assignment, at: Date): Decision<Assignment> => inState(assignment, ['OFFERED', 'ACCEPTED'], 'let lapse') ?? ended(assignment, 'EXPIRED', at);

/** Whether it still counts towards the reviews that a filing needs. */
export const isEngaged = ({ state }: Pick<Assignment, 'state'>): boolean => state === 'OFFERED' || state === 'ACCEPTED' || state === 'DONE';

const ended = (assignment: Assignment, state: AssignmentState, at: Date): Decision<Assignment> => accepted({ ...assignment, state, endedAt: at });

const inState = ({ state }: Assignment, states: readonly AssignmentState[], done: string) =>
  states.includes(state) ? undefined : refused(refusal('REVIEW_STATE_INVALID', `An assignment that is ${state} cannot be ${done}; it has to be ${states.join(' or ')}.`, 'id'));
