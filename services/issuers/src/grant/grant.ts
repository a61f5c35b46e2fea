import { accepted, type Decision, refusal, refused, type Right } from '@cairn/access';

export type ScopeKind = 'TENANT' | 'ORG_UNIT' | 'ISSUER' | 'ACHIEVEMENT' | 'PATHWAY';

/** What a right is over. The id of the scope TENANT is the tenant's own. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly id: string;
}

/** A right over a scope, for ever or until an instant. */
export interface ScopedGrant {
  readonly right: Right;
  readonly scope: Scope;
  readonly until: Date | null;
}

/** A right that a member or API client of a tenant holds. */
export interface Grant extends ScopedGrant {
  readonly id: string;
  readonly tenant: string;
  readonly holder: string;
  readonly givenAt: Date;
}

/** What may hold grants. */
export type HolderKind = 'CLIENT' | 'MEMBER';

/** Most grants of one holder. */
export const GRANTS_MAX = 100;

/** Rights over the whole tenant, without an end. */
export const tenantWide = (tenant: string, rights: readonly Right[]): ScopedGrant[] =>
  [...new Set(rights)].map((right) => ({ right, scope: { kind: 'TENANT', id: tenant }, until: null }));

/** An end lies ahead, else the grant would never hold. */
export const checkUntil = (until: Date | null, now: Date, field: string): Decision<Date | null> =>
  until !== null && until <= now ? refused(refusal('INVALID_VALUE', 'The end lies in the future.', field)) : accepted(until);
