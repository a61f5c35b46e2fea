import { z } from 'zod';

/** Another OIDC issuer whose access tokens the registry takes, as the operator describes it. */
export interface TrustedIssuer {
  /** Its identifier, as in `iss`; its keys are found from `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** What it calls this registry, in `aud`. */
  readonly audience: string;
  /** `typ` of its access tokens; `at+jwt` (RFC 9068) unless it is older than that. */
  readonly type: string;
  readonly algorithms: readonly string[];
  /** Web origins whose pages may send its tokens. */
  readonly origins: readonly string[];
  /** Which claims say what; null where the token does not say it. */
  readonly claims: { readonly tenant: string | null; readonly email: string; readonly name: string; readonly scope: string | null };
}

/** Plain http is for an issuer on this machine, in tests and on a developer's desk. */
const address = z.string().regex(/^(https:\/\/[^/?#\s]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(\/[^?#\s]*)?$/, 'must be an https address');
const claim = z.string().min(1).max(100);

const shape = z.array(
  z.strictObject({
    issuer: address,
    audience: z.string().min(1),
    type: z.enum(['at+jwt', 'JWT']).default('at+jwt'),
    algorithms: z.array(z.enum(['ES256', 'EdDSA', 'RS256', 'PS256'])).min(1).default(['ES256', 'RS256']),
    origins: z.array(z.string().regex(/^https?:\/\/[^/?#\s]+$/, 'must be an origin')).default([]),
    claims: z
      .strictObject({ tenant: claim.nullable().default(null), email: claim.default('email'), name: claim.default('name'), scope: claim.nullable().default(null) })
      .prefault({}),
  }),
);

/**
 * Reads `CAIRN_TRUSTED_ISSUERS`: JSON, a list of issuers.
 *
 * @returns the issuers, or a sentence about what is wrong
 */
export function readTrustedIssuers(text: string | undefined): readonly TrustedIssuer[] | string {
  if (text === undefined || text.trim() === '') return [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'must be JSON';
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const names = parsed.data.map(({ issuer }) => issuer);
  return new Set(names).size === names.length ? parsed.data : 'must name each issuer once';
}
