import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';

interface Parts {
  readonly issuer: string;
  readonly keys: JSONWebKeySet;
  /** Withdraws a grant by its hash, with every token that hangs on it. */
  withdraw(grantHash: string): Promise<void>;
}

/**
 * Lets a client give back an access token (RFC 7009). Ours are signed and kept nowhere, so oidc-provider refuses them, once it
 * knows the client; what can be withdrawn is the grant that they hang on. A token that is no good, or another client's,
 * is answered like one that was withdrawn (section 2.2).
 */
export function accessTokenRevocation({ issuer, keys, withdraw }: Parts) {
  const keySet = createLocalJWKSet(keys);
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    if (!isOurRefusal(ctx)) return;
    const grant = await grantOf(String(ctx.oidc.params?.token), ctx.oidc.client?.clientId ?? '');
    if (grant !== undefined) await withdraw(grant);
    ctx.status = 200;
    ctx.body = '';
  };

  async function grantOf(token: string, client: string): Promise<string | undefined> {
    try {
      const { payload } = await jwtVerify(token, keySet, { issuer, typ: 'at+jwt', algorithms: ['ES256'] });
      return payload.client_id === client && typeof payload.gid === 'string' ? payload.gid : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
      throw error;
    }
  }
}

function isOurRefusal(ctx: KoaContextWithOIDC): boolean {
  const told = ctx.body as { error?: unknown } | undefined;
  // Until it has found the route, there is no `oidc`.
  const { route } = (ctx.oidc as KoaContextWithOIDC['oidc'] | undefined) ?? {};
  return route === 'revocation' && told?.error === 'unsupported_token_type';
}
