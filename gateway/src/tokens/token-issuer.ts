import type { JSONWebKeySet } from 'jose';

/** An issuer whose access tokens the registry takes. */
export interface TokenIssuer {
  /** As in `iss`, compared letter by letter. */
  readonly issuer: string;
  /** What has to be in `aud`. */
  readonly audience: string;
  /** Signature algorithms it may use; asymmetric ones only. */
  readonly algorithms: readonly string[];
  /** Media type in `typ`, without `application/`. */
  readonly type: string;
  /** Seconds from `iat` to `exp` at most. */
  readonly lifetimeMax: number;
  /** Its keys, asked anew. Throws when they cannot be had. */
  keys(): Promise<JSONWebKeySet>;
}

/** What is left of a token once everything about it was checked. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Clocks of honest issuers differ by this many seconds. */
export const leewaySeconds = 60;
