/** What a host of Open Badges 3.0 says of itself, as far as a client needs it. */
export interface HostDescription {
  readonly name: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly refreshUrl: string;
  readonly registrationUrl: string;
  /** Null: nothing can be given back there. */
  readonly revocationUrl: string | null;
  /** Scopes that it tells of. */
  readonly scopes: readonly string[];
}

const nameMax = 100;

/**
 * Reads a Service Description Document (Open Badges 3.0, section 6.3): OpenAPI 3 with one OAuth 2.0 code flow. Undefined where
 * it is none, or lets nobody register.
 *
 * @param url of the host, which stands in for a name
 */
export function readHostDescription(document: unknown, url: string): HostDescription | undefined {
  const schemes = Object.values(object(object(object(document)['components'])['securitySchemes'])).map(object);
  const scheme = schemes.find(({ type, flows }) => type === 'oauth2' && object(flows)['authorizationCode'] !== undefined);
  if (!scheme) return undefined;
  const flow = object(object(scheme['flows'])['authorizationCode']);
  const [authorizationUrl, tokenUrl, registrationUrl] = [text(flow['authorizationUrl']), text(flow['tokenUrl']), text(scheme['x-imssf-registrationUrl'])];
  if (authorizationUrl === null || tokenUrl === null || registrationUrl === null) return undefined;
  return {
    name: plain(text(scheme['x-imssf-name'])) ?? plain(text(object(object(document)['info'])['title'])) ?? new URL(url).host,
    authorizationUrl,
    tokenUrl,
    refreshUrl: text(flow['refreshUrl']) ?? tokenUrl,
    registrationUrl,
    revocationUrl: text(flow['x-imssf-revocationUrl']) ?? text(scheme['x-imssf-revocationUrl']),
    scopes: Object.keys(object(flow['scopes'])),
  };
}

const object = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Without control and direction characters: it is shown to people. */
function plain(name: string | null): string | undefined {
  const shown = (name ?? '').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return shown === '' ? undefined : [...shown].slice(0, nameMax).join('');
}
