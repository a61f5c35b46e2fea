import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { LockedEarner } from '../earner/earner.js';

type Record = Pick<LockedEarner, 'id' | 'state' | 'account'>;

const stands = ({ state }: Record): boolean => state === 'PROVISIONAL' || state === 'CLAIMED';

/** Whether two records may become one. A claimed record never becomes part of one that another person, or nobody, has claimed. */
export function checkMerge(from: Record, into: Record): Decision<null> {
  if (from.id === into.id) return refused(refusal('INVALID_VALUE', 'These are one record already.', 'intoId'));
  if (!stands(into)) return refused(refusal('EARNER_STATE_INVALID', `Nothing is merged into a record that is ${into.state}.`, 'intoId'));
  if (!stands(from)) return refused(refusal('EARNER_STATE_INVALID', `A record that is ${from.state} is not merged.`, 'fromId'));
  if (from.state === 'CLAIMED' && from.account !== into.account) {
    return refused(refusal('EARNER_STATE_INVALID', 'The record was claimed, and the other one not by the same person. Merge the other one into it.', 'fromId'));
  }
  return accepted(null);
}

/** Whether a merge may be undone: the record it went into has to stand. */
export function checkSplit(from: Record, into: Record | undefined): Decision<null> {
  if (from.state !== 'MERGED') return refused(refusal('EARNER_STATE_INVALID', `A record that is ${from.state} stands for itself, or for nobody.`, 'earnerId'));
  if (!into || !stands(into)) {
    return refused(refusal('EARNER_STATE_INVALID', 'The record it is part of was merged further. Split that one first.', 'earnerId'));
  }
  return accepted(null);
}

/** The state of a record that stands for itself again. */
export const stateAfterSplit = ({ account }: Record): 'PROVISIONAL' | 'CLAIMED' => (account === null ? 'PROVISIONAL' : 'CLAIMED');
