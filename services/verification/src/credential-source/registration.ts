/** What is asked of people, and of hosts for them (Open Badges 3.0, section 7.1). */
export const readScope = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly';
const stayScope = 'offline_access';
const secretMax = 2_000;

/** Who a host says we are to it. */
export interface Registered {
  readonly clientId: string;
  readonly secret: string;
  /** When the secret ends; null: never. */
  readonly secretEndsAt: Date | null;
}

/** What is asked for at a host: staying let in where it has a scope for that. */
export const scopeAt = (scopes: readonly string[]): string => [readScope, ...(scopes.includes(stayScope) ? [stayScope] : [])].join(' ');

/**
 * How we make ourselves known to a host (RFC 7591): under the name of the registry, and the host name of the front end that
 * people come back to, since the standard wants all addresses of a client on one.
 *
 * @param registry host name of the registry
 * @param scopes that the host tells of
 */
export function registrationOf(returnTo: string, registry: string, scopes: readonly string[]): object {
  const { origin } = new URL(returnTo);
  return {
    client_name: `Cairn at ${registry}`.slice(0, 100),
    client_uri: origin,
    logo_uri: `${origin}/favicon.ico`,
    tos_uri: origin,
    policy_uri: origin,
    software_id: 'cairn',
    software_version: '1',
    redirect_uris: [returnTo],
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: scopeAt(scopes),
  };
}

/** Undefined where a host gave no id and secret that can be used. */
export function readRegistration(answer: unknown): Registered | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { client_id: clientId, client_secret: secret, client_secret_expires_at: ends } = answer as Readonly<Record<string, unknown>>;
  if (typeof clientId !== 'string' || clientId === '' || clientId.length > secretMax || typeof secret !== 'string' || secret === '' || secret.length > secretMax) return undefined;
  return { clientId, secret, secretEndsAt: typeof ends === 'number' && ends > 0 ? new Date(ends * 1_000) : null };
}
