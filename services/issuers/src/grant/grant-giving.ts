import { type Decision, grantMissing, may, type Principal, refused, accepted, type Right } from '@cairn/access';
import type { Scope, ScopedGrant } from './grant.js';

/** Whether the caller has a right over a scope. `overUnit`: rights by grants over the unit or one around it. */
export function has(principal: Principal, right: Right, { kind, id }: Scope, overUnit: readonly string[] = []): boolean {
  if (may(principal, right)) return true;
  switch (kind) {
    case 'TENANT':
      return false;
    case 'ORG_UNIT':
      return overUnit.includes(right) && (principal.bound === null || principal.bound.includes(right));
    case 'ISSUER':
      return may(principal, right, { issuer: id });
    case 'ACHIEVEMENT':
      return may(principal, right, { achievement: id });
    case 'PATHWAY':
      return may(principal, right, { pathway: id });
  }
}

/** To give a right one administers its scope and has the right oneself. */
export function mayGive(principal: Principal, { right, scope }: ScopedGrant, overUnit: readonly string[] = []): Decision<true> {
  const lacking = (['ADMINISTER', right] as const).find((needed) => !has(principal, needed, scope, overUnit));
  return lacking ? refused(grantMissing(lacking)) : accepted(true);
}
