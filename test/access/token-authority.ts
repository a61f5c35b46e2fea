import { createHash, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

/** An issuer of access tokens in the test's hand: what it signs is what the registry's own issuer signs. */
export interface TokenAuthority {
  readonly issuer: string;
  readonly audience: string;
  readonly key: SigningKey;
  /** A key it used once and does not publish any more. */
  readonly retired: SigningKey;
  /** What it publishes, as JSON. */
  readonly keys: string;
  /** Claims of a good token. */
  claims(change?: Record<string, unknown>): Record<string, unknown>;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: JsonWebKey;
}

/** @param now epoch seconds */
export function aTokenAuthority(publicUrl: string, now: () => number = () => Math.floor(Date.now() / 1000)): TokenAuthority {
  const key = aSigningKey();
  return {
    issuer: `${publicUrl}/oidc`,
    audience: publicUrl,
    key,
    retired: aSigningKey(),
    keys: JSON.stringify({ keys: [{ ...key.jwk, kid: key.kid, alg: 'ES256', use: 'sig' }] }),
    claims: (change = {}) => ({
      iss: `${publicUrl}/oidc`,
      aud: publicUrl,
      sub: 'acc_01930000-0000-7000-8000-00000000000a',
      client_id: 'wlt_1',
      gid: 'g',
      scope: 'openid award',
      iat: now(),
      exp: now() + 600,
      jti: 'j',
      ...change,
    }),
  };
}

export function aSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey, jwk, kid: createHash('sha256').update(JSON.stringify(jwk)).digest('base64url') };
}

export const encoded = (text: string): string => Buffer.from(text).toString('base64url');

/** A token in compact form out of texts, so that header and payload may be anything. */
export function signedText(header: string, payload: string, { privateKey }: Pick<SigningKey, 'privateKey'>): string {
  const input = `${encoded(header)}.${encoded(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

export const signed = (header: object, payload: object, key: Pick<SigningKey, 'privateKey'>): string =>
  signedText(JSON.stringify(header), JSON.stringify(payload), key);

export const goodHeader = ({ key }: TokenAuthority): Record<string, unknown> => ({ alg: 'ES256', typ: 'at+jwt', kid: key.kid });

export const goodToken = (of: TokenAuthority, change: Record<string, unknown> = {}): string => signed(goodHeader(of), of.claims(change), of.key);
