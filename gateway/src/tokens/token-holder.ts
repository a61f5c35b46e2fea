import { type BadgeScope, badgeScopes, type Right, rights } from '@cairn/access';
import type { VerifiedToken } from './token-issuer.js';
import type { TrustedIssuer } from './trusted-issuer.js';

/** Whom a verified token stands for, in the token's own words; issuers knows the rest. */
export type TokenHolder =
  | { readonly kind: 'CLIENT'; readonly client: string; readonly bound: readonly Right[] }
  | {
      readonly kind: 'PERSON';
      readonly subject: string;
      readonly grant: string;
      readonly frontEnd: string;
      readonly bound: readonly Right[];
      readonly badgeScopes: readonly BadgeScope[];
    }
  | {
      readonly kind: 'STRANGER';
      readonly issuer: string;
      readonly subject: string;
      readonly email: string | null;
      readonly name: string | null;
      /** The only tenant the token may act for; null: it does not say. */
      readonly tenant: string | null;
      readonly bound: readonly Right[] | null;
    };

/** A token of the registry's own issuer: `sub` is an account or, without a person, the client itself (RFC 9068 section 2.2). */
export function holderOf({ claims }: VerifiedToken): TokenHolder | undefined {
  const { sub, client_id: client, gid } = claims;
  if (typeof sub !== 'string' || typeof client !== 'string') return undefined;
  const bound = boundBy(claims.scope);
  if (sub.startsWith('acc_')) {
    return typeof gid === 'string' ? { kind: 'PERSON', subject: sub, grant: gid, frontEnd: client, bound, badgeScopes: badgeScopesIn(claims.scope) } : undefined;
  }
  return sub === client && sub.startsWith('apc_') ? { kind: 'CLIENT', client, bound } : undefined;
}

/** A token of an issuer that the operator trusts, read by the claims named for it. */
export function strangerOf({ issuer, claims }: VerifiedToken, named: TrustedIssuer['claims']): TokenHolder | undefined {
  const tenant = named.tenant === null ? null : textOf(claims[named.tenant]);
  // A token that should say its tenant and does not might act for any.
  if (named.tenant !== null && tenant === null) return undefined;
  return {
    kind: 'STRANGER',
    issuer,
    subject: String(claims.sub),
    email: claims.email_verified === false ? null : textOf(claims[named.email]),
    name: textOf(claims[named.name]),
    tenant,
    bound: named.scope === null ? null : boundBy(claims[named.scope]),
  };
}

/** Scopes are rights in lower case; others (openid, …) bound nothing and give nothing. */
export function boundBy(scope: unknown): readonly Right[] {
  const words = typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope : [];
  return rights.filter((right) => words.includes(right.toLowerCase()));
}

function badgeScopesIn(scope: unknown): readonly BadgeScope[] {
  const words = typeof scope === 'string' ? scope.split(' ') : [];
  return badgeScopes.filter((one) => words.includes(one));
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' && value.length <= 320 ? value : null);
