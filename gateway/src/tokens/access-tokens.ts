import type { Clock } from '@cairn/telemetry';
import { errors, jwtVerify } from 'jose';
import { readCompactToken } from './compact-token.js';
import { KeySet } from './key-set.js';
import { leewaySeconds, type TokenIssuer, type VerifiedToken } from './token-issuer.js';

/** Whether a bearer credential is meant as a token: it has dots, which no API key has. */
export const looksLikeToken = (bearer: string): boolean => bearer.includes('.');

/** Verifies access tokens (RFC 9068) of the registry's own issuer and of those it was told to trust. */
export class AccessTokens {
  private readonly known: ReadonlyMap<string, { readonly of: TokenIssuer; readonly keys: KeySet }>;

  constructor(
    issuers: readonly TokenIssuer[],
    private readonly clock: Clock,
  ) {
    this.known = new Map(issuers.map((of) => [of.issuer, { of, keys: new KeySet(of, clock) }]));
  }

  /**
   * What a token says once everything about it was checked; undefined for a token that is not good, whatever the reason.
   *
   * @throws KeysUnavailable
   */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    const read = readCompactToken(token);
    const issuer = read && this.known.get(read.issuer);
    if (!issuer || !issuer.of.algorithms.includes(read.alg)) return undefined;
    const { of } = issuer;
    const key = await issuer.keys.find(read.kid, read.alg);
    if (!key) return undefined;
    const now = this.clock.now();
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [read.alg],
        issuer: of.issuer,
        audience: of.audience,
        typ: of.type,
        clockTolerance: leewaySeconds,
        currentDate: new Date(now),
        // Also refuses a token from the future.
        maxTokenAge: of.lifetimeMax,
        requiredClaims: ['sub', 'iat', 'exp'],
      });
      const { iat = 0, exp = 0, sub } = payload;
      if (typeof sub !== 'string' || sub === '' || exp - iat > of.lifetimeMax) return undefined;
      return { issuer: of.issuer, claims: payload };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
      throw error;
    }
  }
}
