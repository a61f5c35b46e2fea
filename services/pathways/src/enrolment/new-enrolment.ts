import { newId } from '@cairn/postgres';
import type { PathwayAccess, PathwayApproval } from '../pathway/pathway.js';
import type { Enrolment } from './enrolment.js';

type Given = Pick<Enrolment, 'tenant' | 'earner' | 'pathway' | 'pathwayVersion' | 'enrolledOn' | 'withdrawnOn' | 'partnerReference'>;

/** What of the pathway decides how an enrolment begins. */
export interface BeginsUnder {
  readonly access: PathwayAccess;
  readonly approval: PathwayApproval;
}

/** An enrolment on its first day: asked for where somebody has to agree, else under way, or over already when it is taken over. */
export function newEnrolment(given: Given, { access, approval }: BeginsUnder, now: Date): Enrolment {
  const asked = approval === 'REQUIRED' && given.withdrawnOn === null;
  return {
    ...given,
    id: newId(),
    state: given.withdrawnOn !== null ? 'WITHDRAWN' : asked ? 'REQUESTED' : 'ACTIVE',
    approval: asked ? 'REQUESTED' : 'NOT_NEEDED',
    pauseReason: null,
    membersOnly: access === 'MEMBERS_ONLY',
    optIns: [],
    exitRequests: [],
    version: 1,
    told: 1,
    createdAt: now,
    updatedAt: now,
  };
}
