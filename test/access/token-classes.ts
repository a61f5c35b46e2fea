import { createHmac, generateKeyPairSync, sign, verify } from 'node:crypto';
import { aSigningKey, encoded, goodHeader, goodToken, signed, signedText, type TokenAuthority } from './token-authority.js';

/** One way to forge an access token; `make(n)` gives the n-th of it, each a little different. */
export interface TokenClass {
  readonly name: string;
  readonly make: (n: number) => string;
}

/** How many tokens of each class are tried. */
export const tokensOfEachClass = 25;

/** Forty ways to forge (reliability.md, attack A10). None may be accepted; `goodToken` of the same authority is. */
export function tokenClasses(of: TokenAuthority): readonly TokenClass[] {
  const { key, audience } = of;
  const header = goodHeader(of);
  const claims = (n: number, change: Record<string, unknown> = {}) => of.claims({ jti: `j${n}`, ...change });
  const good = (n: number) => goodToken(of, { jti: `j${n}` });
  const now = () => Number(of.claims().iat);
  const pick = <T>(n: number, ...from: T[]): T => from[n % from.length] as T;
  const attacker = aSigningKey();
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const withHeader = (change: Record<string, unknown>, n: number, by = attacker) => signed({ ...header, ...change }, claims(n), by);
  const withClaims = (n: number, change: Record<string, unknown>) => signed(header, claims(n, change), key);
  const withMac = (alg: string, secret: string, n: number, kid: unknown = key.kid) => {
    const input = `${encoded(JSON.stringify({ ...header, alg, kid }))}.${encoded(JSON.stringify(claims(n)))}`;
    return `${input}.${createHmac(alg.replace('HS', 'sha'), secret).update(input).digest('base64url')}`;
  };
  const withPart = (n: number, at: number, change: (part: string) => string) => good(n).split('.').map((part, position) => (position === at ? change(part) : part)).join('.');
  const all: Record<string, (n: number) => string> = {
    'alg none without a signature': (n) => `${encoded(JSON.stringify({ ...header, alg: 'none' }))}.${encoded(JSON.stringify(claims(n)))}.`,
    'alg none in other spellings': (n) => withHeader({ alg: pick(n, 'None', 'NONE', 'nOnE', ' none', 'none ') }, n),
    'HMAC with the public key as PEM': (n) => withMac('HS256', pick(n, pem, pem.trim(), pem.replaceAll('\n', '')), n),
    'HMAC with the public key as JWK': (n) => withMac('HS256', pick(n, JSON.stringify(key.jwk), key.jwk.x ?? '', of.keys), n),
    'longer HMAC': (n) => withMac(pick(n, 'HS384', 'HS512'), pick(n, pem, '', key.kid), n),
    'another signature algorithm in the header': (n) => withHeader({ alg: pick(n, 'RS256', 'PS256', 'ES384', 'ES512', 'RS1', 'ES256K') }, n, key),
    'a signature of another kind of key': (n) => {
      const input = `${encoded(JSON.stringify({ ...header, alg: pick(n, 'EdDSA', 'Ed25519') }))}.${encoded(JSON.stringify(claims(n)))}`;
      return `${input}.${sign(null, Buffer.from(input), ed25519).toString('base64url')}`;
    },
    'alg missing or no text': (n) => withHeader({ alg: pick<unknown>(n, undefined, null, 256, ['ES256'], {}) }, n, key),
    'a key in the header': (n) => withHeader({ jwk: { ...attacker.jwk, kid: key.kid }, kid: pick(n, key.kid, 'mine') }, n),
    'jku': (n) => withHeader({ jku: `https://attacker.example/${n}`, kid: pick(n, key.kid, attacker.kid) }, n, pick(n, attacker, key)),
    'x5u': (n) => withHeader({ x5u: `https://attacker.example/${n}.pem` }, n, pick(n, attacker, key)),
    'x5c': (n) => withHeader({ x5c: [Buffer.from(pem).toString('base64')] }, n, pick(n, attacker, key)),
    'kid as a path': (n) => withMac('HS256', '', n, pick(n, '/dev/null', '../../../../dev/null', 'file:///dev/null', '..%2f..%2fdev%2fnull')),
    'kid as SQL, address or command': (n) => withHeader({ kid: pick(n, `' UNION SELECT 'x`, 'https://attacker.example/k', '$(id)', `${key.kid}\u0000`, '__proto__') }, n),
    'kid of a key nobody published': (n) => withHeader({ kid: `${attacker.kid}${n}` }, n),
    'kid missing or no text': (n) => withHeader({ kid: pick<unknown>(n, undefined, null, 1, [key.kid], { kid: key.kid }) }, n, key),
    'another signer under the real kid': (n) => withHeader({}, n),
    'crit': (n) => withHeader({ crit: pick<unknown>(n, ['exp'], [], ['b64'], ['cairn']), exp: 1 }, n, key),
    'other header members that change the meaning': (n) => withHeader(pick<Record<string, unknown>>(n, { b64: false }, { zip: 'DEF' }, { cty: 'JWT' }, { epk: {} }), n, key),
    'typ of another kind of token': (n) => withHeader({ typ: pick(n, 'JWT', 'logout+jwt', 'dpop+jwt', 'secevent+jwt', 'vc+jwt') }, n, key),
    'typ missing or no text': (n) => withHeader({ typ: pick<unknown>(n, undefined, null, 1, ['at+jwt']) }, n, key),
    'an identity token': (n) => signed({ ...header, typ: pick<unknown>(n, 'JWT', undefined, 'at+jwt') }, claims(n, { aud: 'wlt_1', nonce: 'x', scope: undefined }), key),
    'another issuer': (n) => signed(header, claims(n, { iss: pick(n, 'https://other.example/oidc', 'https://attacker.example', '') }), pick(n, attacker, key)),
    'an issuer of nearly the same name': (n) => withClaims(n, { iss: pick<unknown>(n, `${of.issuer}/`, of.issuer.toUpperCase(), `${of.issuer}#`, audience, [of.issuer]) }),
    'another audience or none': (n) => withClaims(n, { aud: pick<unknown>(n, 'https://other.example', undefined, [], ['wlt_1', 'x'], `${audience}/`, audience.toUpperCase(), null) }),
    'ended': (n) => withClaims(n, { iat: now() - 662 - n, exp: now() - 62 - n }),
    'without an end or a beginning': (n) => withClaims(n, pick<Record<string, unknown>>(n, { exp: undefined }, { iat: undefined }, { exp: null }, { iat: null })),
    'not yet valid': (n) => withClaims(n, { nbf: now() + 120 + n }),
    'from the future': (n) => withClaims(n, { iat: now() + 120 + n, exp: now() + 300 }),
    'living too long': (n) => withClaims(n, pick<Record<string, unknown>>(n, { exp: now() + 3_600 + n }, { iat: now() - 3_600, exp: now() + 60 }, { exp: 9_999_999_999 })),
    'nobody as its subject': (n) => withClaims(n, { sub: pick<unknown>(n, undefined, '', null, 7, ['acc_1'], 'apc_01930000-0000-7000-8000-000000000002', 'mem_1', '*') }),
    'times that are no numbers': (n) => withClaims(n, pick<Record<string, unknown>>(n, { exp: String(now() + 600) }, { iat: `${now()}` }, { nbf: 'now' }, { exp: true }, { exp: [now() + 600] })),
    'too long': (n) => withClaims(n, { padding: 'x'.repeat(8_000 + n) }),
    'a header member twice': (n) => signedText(`{"alg":"${pick(n, 'none', 'HS256', 'ES256')}",${JSON.stringify(header).slice(1)}`, JSON.stringify(claims(n)), key),
    'a claim twice': (n) => signedText(JSON.stringify(header), `{${pick(n, '"sub":"acc_1"', '"s\\u0075b":"acc_1"', '"aud":"x"', '"exp":1', '"scope":"administer"')},${JSON.stringify(claims(n)).slice(1)}`, key),
    'other spellings of the same bytes': (n) => withPart(n, n % 3, pick(n, lastSign, (part) => `${part}=`, (part) => `${part.slice(0, 4)} ${part.slice(4)}`, (part) => `${part}==`, (part) => `${part}A`)),
    'a damaged signature': (n) => withPart(n, 2, pick(n, (part) => part.slice(0, 20 + n), flipped, () => Buffer.alloc(64).toString('base64url'), asDer, () => '', (part) => `${part}${part}`)),
    'a changed header or payload under the old signature': (n) =>
      withPart(n, n % 2, (part) => encoded(JSON.stringify({ ...(JSON.parse(Buffer.from(part, 'base64url').toString()) as object), [pick(n, 'typ', 'scope')]: pick(n, 'AT+JWT', 'administer design') }))),
    'signed by a retired key': (n) => withHeader({ kid: pick(n, of.retired.kid, of.retired.kid, key.kid) }, n, of.retired),
    'no compact token of one object': (n) => {
      const [first = '', second = '', third = ''] = good(n).split('.');
      const other = [
        JSON.stringify({ protected: first, payload: second, signature: third }),
        `${first}.${second}.${third}.${third}`,
        `${first}.${second}.${third}.${third}.${third}`,
        `${first}.${second}`,
        `.${second}.${third}`,
        signedText(JSON.stringify(header), JSON.stringify([claims(n)]), key),
        signedText(JSON.stringify(header), `"${n}"`, key),
        signedText('null', JSON.stringify(claims(n)), key),
        `${second}.${first}.${third}`,
      ];
      return other[n % other.length] ?? '';
    },
  };
  return Object.entries(all).map(([name, make]) => ({ name, make }));

  function asDer(part: string): string {
    const input = Buffer.from('x');
    const der = sign('sha256', input, key.privateKey);
    return verify('sha256', input, key.publicKey, der) ? der.toString('base64url') : part;
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The last sign of base64url with one of its unused bits set: read loosely, it decodes to the same bytes. */
function lastSign(part: string): string {
  if (part.length % 4 === 0) return `${part}=`;
  const last = alphabet.indexOf(part.at(-1) ?? 'A');
  return part.slice(0, -1) + alphabet[last ^ 1];
}

function flipped(part: string): string {
  const bytes = Buffer.from(part, 'base64url');
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x10;
  return bytes.toString('base64url');
}
