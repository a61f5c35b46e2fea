import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { Issuer } from './issuer.js';

type By = 'OPERATOR' | 'TENANT';

/** A suspended issuer publishes and awards nothing. What an operator imposes on a suspended issuer stays the operator's to lift. */
export function suspend(issuer: Issuer, by: By, now: Date): Decision<Issuer> {
  const imposed = issuer.state === 'SUSPENDED' && issuer.suspendedBy === 'TENANT' && by === 'OPERATOR';
  if (issuer.state !== 'ACTIVE' && !imposed) return refused(notIn(issuer));
  return accepted({ ...issuer, state: 'SUSPENDED', suspendedBy: by, version: issuer.version + 1, updatedAt: now });
}

export function reactivate(issuer: Issuer, by: By, now: Date): Decision<Issuer> {
  if (issuer.state !== 'SUSPENDED') return refused(notIn(issuer));
  if (issuer.suspendedBy === 'OPERATOR' && by !== 'OPERATOR') {
    return refused(refusal('ISSUER_STATE_INVALID', 'An operator of the registry suspended the issuer; only an operator lifts that.', 'id'));
  }
  return accepted({ ...issuer, state: 'ACTIVE', suspendedBy: null, version: issuer.version + 1, updatedAt: now });
}

const notIn = ({ state }: Issuer) => refusal('ISSUER_STATE_INVALID', `The issuer is ${state.toLowerCase()}.`, 'id');
