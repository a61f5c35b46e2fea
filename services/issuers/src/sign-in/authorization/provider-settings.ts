import { newId } from '@cairn/postgres';
import { uuidOf } from '@cairn/subgraph';
import type { AdapterFactory, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider';
import type { Accounts } from '../account/accounts.service.js';
import { errorPage, signedOutPage, signOutPage } from '../pages/plain-pages.js';
import { pageHeaders } from '../pages/page-headers.js';
import { hashOf } from '../sealing.js';
import type { TokenKeyRing } from '../token-key/token-keys.service.js';
import { registeredForMember } from './registered-for.js';
import type { RegistrationCheck } from './registration-check.js';
import { openBadgesScopes, openIdScopes, rightScopes } from './scopes.js';

const accessTokenSeconds = 600;
const day = 86_400;

interface Parts {
  readonly publicUrl: string;
  readonly ring: TokenKeyRing;
  readonly cookieKey: Buffer;
  readonly adapter: AdapterFactory;
  readonly accounts: Accounts;
  readonly registration: RegistrationCheck;
  readonly invalidTarget: () => Error;
}

/**
 * What of OAuth 2.1 and OpenID Connect is offered: the code flow with PKCE, client credentials, refresh tokens that are
 * good once, revocation, registration. Everything else of oidc-provider is off.
 */
export function providerSettings({ publicUrl, ring, cookieKey, adapter, accounts, registration, invalidTarget }: Parts): Configuration {
  const { pathname, protocol } = new URL(`${publicUrl}/oidc`);
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure: protocol === 'https:', path: pathname } as const;
  const scopes = [...openIdScopes, ...rightScopes, ...openBadgesScopes];
  return {
    adapter,
    jwks: { keys: ring.keys as unknown as JWK[] },
    scopes,
    claims: { openid: ['sub'] },
    responseTypes: ['code'],
    subjectTypes: ['public'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['authorization_code', 'refresh_token'] },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: () => true,
    // Wallets stay let in until they are shut out: Open Badges 3.0 has them refresh, and knows no `prompt`.
    issueRefreshToken: (_ctx, client, code) => Promise.resolve(client.grantTypeAllowed('refresh_token') && staysIn(code)),
    expiresWithSession: (_ctx, code) => Promise.resolve(!staysIn(code)),
    clientBasedCORS: (_ctx, origin, client) => (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === origin),
    cookies: { names: { session: 'cairn_session', interaction: 'cairn_interaction', resume: 'cairn_resume' }, long: cookie, short: { ...cookie, path: undefined }, keys: [cookieKey] },
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      AuthorizationCode: 60,
      IdToken: accessTokenSeconds,
      RefreshToken: 14 * day,
      Grant: 90 * day,
      Interaction: 3_600,
      Session: day / 2,
    },
    interactions: { url: (_ctx, { uid }) => `${pathname}/interaction/${uid}` },
    async findAccount(_ctx, sub) {
      const id = uuidOf('Account', sub);
      const account = id && (await accounts.active(id));
      return account ? { accountId: sub, claims: () => ({ sub }) } : undefined;
    },
    extraTokenClaims: (_ctx, token) => ('grantId' in token && typeof token.grantId === 'string' ? { gid: hashOf(token.grantId) } : undefined),
    extraClientMetadata: { properties: [registeredForMember], validator: (ctx, _key, _value, metadata) => registration.apply(ctx, metadata) },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      registration: { enabled: true, idFactory: () => `wlt_${newId()}`, issueRegistrationAccessToken: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => publicUrl,
        useGrantedResource: () => true,
        getResourceServerInfo(_ctx, resource, client) {
          if (resource !== publicUrl) throw invalidTarget();
          const allowed = new Set((client.scope ?? '').split(' '));
          return {
            scope: [...rightScopes, ...openBadgesScopes].filter((scope) => allowed.has(scope)).join(' '),
            audience: publicUrl,
            accessTokenFormat: 'jwt',
            accessTokenTTL: accessTokenSeconds,
            jwt: { sign: { alg: 'ES256', kid: ring.signing } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, signOutPage(form)),
        postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage()),
      },
    },
    renderError: (ctx, { error, error_description: description }) => show(ctx, errorPage(error, description)),
  };
}

const staysIn = ({ scopes }: { readonly scopes: ReadonlySet<string> }): boolean => scopes.has('offline_access') || openBadgesScopes.some((scope) => scopes.has(scope));

/** After signing out a form may lead to any front end. */
function show(ctx: KoaContextWithOIDC, page: string): void {
  ctx.set(pageHeaders(["'self'", 'https:']));
  ctx.type = 'html';
  ctx.body = page;
}
