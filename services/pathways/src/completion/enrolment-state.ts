import type { EnrolmentState } from '../enrolment/enrolment.js';

/**
 * The state that evaluation gives an enrolment: completed once is completed for good, unless it turns out never to have
 * held. One that is paused stays so until somebody resumes it, one that was asked for until somebody decides: what is
 * completed meanwhile is completed all the same, and shows when it goes on.
 */
export function enrolmentStateAfter({ state, withdrawnOn }: { readonly state: EnrolmentState; readonly withdrawnOn: string | null }, completed: boolean): EnrolmentState {
  if (state === 'PAUSED' || state === 'REQUESTED' || state === 'REFUSED') return state;
  if (completed) return 'COMPLETED';
  if (state !== 'COMPLETED') return state;
  return withdrawnOn === null ? 'ACTIVE' : 'WITHDRAWN';
}
