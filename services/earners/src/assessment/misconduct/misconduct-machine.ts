import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { cast, resultOf, type Seat } from './ballot.js';
import type { MisconductCase, MisconductState } from './misconduct.js';

/** The life of a case of misconduct (domain.md 4.3): each function is one command, and says no by a refusal. */

/** What an earner is told, and who decides. */
export interface Notice {
  readonly text: Buffer;
  readonly committee: readonly Pick<Seat<boolean>, 'actor' | 'kind'>[];
  /** Those who have a part in the case: who reported it, reviewed or decided on what it is about. */
  readonly involved: ReadonlySet<string>;
}

export const committeeMax = 15;

export function giveNotice(misconduct: MisconductCase, { text, committee, involved }: Notice, at: Date): Decision<MisconductCase> {
  const no = allowed(misconduct, ['REPORTED'], 'given notice of');
  if (no) return no;
  const actors = new Set(committee.map(({ actor }) => actor));
  if (actors.size < 1 || actors.size > committeeMax || actors.size < committee.length) {
    return refused(refusal('INVALID_VALUE', `A committee has 1 to ${committeeMax} members, each named once.`, 'committee'));
  }
  const place = committee.findIndex(({ actor }) => involved.has(actor));
  if (place >= 0) return refused(refusal('VOTE_NOT_ALLOWED', 'Who has a part in the case does not sit on its committee.', 'committee', String(place)));
  const seats = committee.map(({ actor, kind }) => ({ actor, kind, vote: null }));
  return accepted({ ...misconduct, state: 'NOTIFIED', notice: text, noticeAt: at, committee: seats });
}

export function answer(misconduct: MisconductCase, text: Buffer, at: Date): Decision<MisconductCase> {
  if (misconduct.state === 'REPORTED') return noticeNotGiven;
  const no = allowed(misconduct, ['NOTIFIED', 'VOTING'], 'answered');
  if (no) return no;
  if (misconduct.answeredAt) return refused(refusal('MISCONDUCT_STATE_INVALID', 'The notice was answered already.', 'id'));
  return accepted({ ...misconduct, answer: text, answeredAt: at });
}

/** One vote. The case is decided with it as soon as no vote that is left could change the result. */
export function vote(misconduct: MisconductCase, actor: string, inFavour: boolean, involved: ReadonlySet<string>, at: Date): Decision<MisconductCase> {
  if (misconduct.state === 'REPORTED') return noticeNotGiven;
  const no = allowed(misconduct, ['NOTIFIED', 'VOTING'], 'voted on');
  if (no) return no;
  if (involved.has(actor)) return notAllowed('Who has a part in the case does not vote on it.');
  const committee = cast(misconduct.committee, actor, inFavour);
  if (!committee) return notAllowed('Only who sits on the committee of this case votes on it, once.');
  const result = resultOf(committee, (upheld) => upheld);
  if (result === 'OPEN') return accepted({ ...misconduct, committee, state: 'VOTING' });
  return accepted({ ...misconduct, committee, state: result === 'CARRIED' ? 'UPHELD' : 'DISMISSED', decidedAt: at });
}

/** Ends a vote that does not come to an end: who has not voted is not in favour. */
export function closeVote(misconduct: MisconductCase, at: Date): Decision<MisconductCase> {
  if (misconduct.state === 'REPORTED') return noticeNotGiven;
  return allowed(misconduct, ['NOTIFIED', 'VOTING'], 'closed') ?? accepted({ ...misconduct, state: 'DISMISSED', decidedAt: at });
}

/** An appeal has undone it. */
export function overturn(misconduct: MisconductCase, appeal: string, at: Date): Decision<MisconductCase> {
  const no = allowed(misconduct, ['UPHELD'], 'overturned');
  if (no) return no;
  if (misconduct.overturnedBy) return refused(refusal('MISCONDUCT_STATE_INVALID', 'The case was overturned already.', 'id'));
  return accepted({ ...misconduct, overturnedBy: appeal, settledAt: misconduct.settledAt ?? at });
}

/** Whether the award of a case is to be revoked now: upheld, the time for an appeal over, and none pending. */
export const isRevocationDue = ({ state, award, settledAt, appealUntil }: MisconductCase, appealPending: boolean, at: Date): boolean =>
  state === 'UPHELD' && award !== null && settledAt === null && appealUntil !== null && at >= appealUntil && !appealPending;

function allowed({ state }: MisconductCase, states: readonly MisconductState[], done: string) {
  if (states.includes(state)) return undefined;
  return refused(refusal('MISCONDUCT_STATE_INVALID', `A case that is ${state} cannot be ${done}; it has to be ${states.join(' or ')}.`, 'id'));
}

const noticeNotGiven = refused(refusal('NOTICE_NOT_GIVEN', 'The earner is given notice first; then he may answer, and the committee votes.', 'id'));

const notAllowed = (message: string) => refused(refusal('VOTE_NOT_ALLOWED', message));
