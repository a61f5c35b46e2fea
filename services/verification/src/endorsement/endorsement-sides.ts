import { may, type Principal } from '@cairn/access';
import type { EndorsedSubject } from './endorsed-subject.js';
import type { Endorsement } from './endorsement.js';

/** Whether the caller acts for the endorser. */
export const isEndorser = (principal: Principal, { tenant, endorser }: Pick<Endorsement, 'tenant' | 'endorser'>): boolean =>
  principal.tenant === tenant && may(principal, 'ADMINISTER', { issuer: endorser });

/**
 * Whether the caller acts for who is endorsed: the administrators of the issuer; of an award the person who holds it, and its
 * issuer only while nobody has claimed the record.
 */
export function isEndorsed(principal: Principal, { kind, tenant, issuer, account }: Pick<EndorsedSubject, 'kind' | 'tenant' | 'issuer' | 'account'>): boolean {
  if (kind === 'AWARD' && account !== null) return principal.account === account;
  return principal.tenant === tenant && may(principal, 'ADMINISTER', { issuer });
}
