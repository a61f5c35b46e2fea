import type { BadgeScope } from './badge-scope.js';

/** What may be granted in a tenant (Right in the issuers subgraph). */
export const rights = ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'GRANT_AWARD', 'SIT_ON_COMMITTEE', 'ANALYSE', 'AUDIT'] as const;
export type Right = (typeof rights)[number];

/** A right over one object instead of the whole tenant. A grant over an organisation unit arrives as its issuers. */
export interface ScopedRight {
  readonly right: Right;
  readonly kind: 'ISSUER' | 'ACHIEVEMENT' | 'PATHWAY';
  readonly id: string;
}

/** Who is asking. Made in one place, the gateway; subgraphs believe only the signed form of it. Ids are bare UUIDs. */
export interface Principal {
  /** A program of a tenant, a member of its staff, a person on his own behalf, or nobody known. */
  readonly kind: 'ANONYMOUS' | 'CLIENT' | 'MEMBER' | 'PERSON';
  /** The API client, member or account that acts: it holds the grants, owns idempotency keys and stands in the audit trail. */
  readonly actor: string | null;
  /** The account of the person who signed in, of a MEMBER as of a PERSON; null for programs and anonymous callers. */
  readonly account: string | null;
  /** The tenant acted for; null for anonymous callers and for persons. */
  readonly tenant: string | null;
  /** Rights over the whole tenant. */
  readonly rights: readonly Right[];
  /** Rights over single objects. */
  readonly scoped: readonly ScopedRight[];
  /** Version of the actor's grants that `rights` and `scoped` show; a service that has heard of a later one uses that. */
  readonly grantsVersion: number;
  /** What the caller's token was limited to, whatever is granted; null: not limited. */
  readonly bound: readonly Right[] | null;
  /** Runs the registry: may open tenants. */
  readonly operator: boolean;
  /**
   * E-mail addresses, as they are compared (in lower case), and DIDs of keys that the person who signed in has proven. Told
   * to the one service that holds them against a credential's recipient, and neither kept nor logged.
   */
  readonly proven: readonly string[];
  /** Whether the person has proven any address or key at all; told to every service. */
  readonly hasProven: boolean;
  /** Scopes of Open Badges that the caller's token has; none for keys. They give what no right gives: one's own backpack. */
  readonly badgeScopes: readonly BadgeScope[];
}

/** The object an action is on; whatever of it is known. */
export interface ActedOn {
  readonly issuer?: string | null;
  readonly achievement?: string | null;
  readonly pathway?: string | null;
}

const nobody: Principal = {
  kind: 'ANONYMOUS',
  actor: null,
  account: null,
  tenant: null,
  rights: [],
  scoped: [],
  grantsVersion: 0,
  bound: null,
  operator: false,
  proven: [],
  hasProven: false,
  badgeScopes: [],
};

export const anonymous: Principal = Object.freeze(nobody);

/** A principal with what is said of it; an API client unless said otherwise. */
export const principalOf = (said: Partial<Principal> & Pick<Principal, 'actor'>): Principal => Object.freeze({ ...nobody, kind: 'CLIENT', ...said });

/**
 * Whether the caller may act in its own tenant with this right: over the whole tenant, or over an object that `on` names.
 * Without `on` only a right over the whole tenant will do.
 */
export function may({ tenant, rights, scoped, bound }: Principal, right: Right, on: ActedOn = {}): boolean {
  if (tenant === null || (bound !== null && !bound.includes(right))) return false;
  return rights.includes(right) || scoped.some((one) => one.right === right && idIn(on, one.kind) === one.id);
}

/** Whether the caller has this right over anything at all in its tenant: for acts on people, who belong to no issuer. */
export const maySomewhere = ({ tenant, rights, scoped, bound }: Principal, right: Right): boolean =>
  tenant !== null && (bound === null || bound.includes(right)) && (rights.includes(right) || scoped.some((one) => one.right === right));

const idIn = (on: ActedOn, kind: ScopedRight['kind']): string | null | undefined =>
  kind === 'ISSUER' ? on.issuer : kind === 'ACHIEVEMENT' ? on.achievement : on.pathway;
