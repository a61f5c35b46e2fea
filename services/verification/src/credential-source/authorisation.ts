import { createHash, randomBytes } from 'node:crypto';

/** One asking of a person at a host. */
export interface Asking {
  /** Comes back with the answer, and tells whose it is. */
  readonly state: string;
  /** Proves to the host that whoever exchanges the answer is who asked (PKCE, RFC 7636). */
  readonly verifier: string;
}

export const newAsking = (): Asking => ({ state: randomBytes(32).toString('base64url'), verifier: randomBytes(32).toString('base64url') });

/** What is kept of a `state` to find its asking by. */
export const stateHash = (state: string): Buffer => createHash('sha256').update(state).digest();

/** Where a person agrees (RFC 6749, 4.1.1; Open Badges 3.0, section 7.2). */
export function authorizationAddress(authorizationUrl: string, { state, verifier }: Asking, client: { readonly clientId: string; readonly returnTo: string; readonly scope: string }): string {
  const address = new URL(authorizationUrl);
  const asked = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.returnTo,
    scope: client.scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(client.scope.includes('offline_access') ? { prompt: 'consent' } : {}),
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return address.href;
}
