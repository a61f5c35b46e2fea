import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type LimitClass = 'CLIENT' | 'PARTNER' | 'PROVIDER';

/** A program that calls the registry for a tenant. What it may do is what is granted; its keys are rows of their own. */
export interface ApiClient {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** Runs the registry. */
  readonly operator: boolean;
  /** Web origins whose pages may use it. */
  readonly origins: readonly string[];
  /** Sends stored operations only. */
  readonly operationsOnly: boolean;
  readonly limitClass: LimitClass;
  readonly expiresAt: Date | null;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

/** Most web origins of one client. */
const originsMax = 20;

/**
 * Origins as browsers send them (RFC 6454): exact, https; a page under development comes from this machine over http.
 * Nothing with a wildcard, a path or a user.
 */
export function checkOrigins(origins: readonly string[], field: string): Decision<readonly string[]> {
  if (origins.length > originsMax) return refused(refusal('INVALID_VALUE', `A client has at most ${originsMax} origins.`, field));
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong === undefined) return accepted([...new Set(origins)].sort());
  return refused(
    refusal('INVALID_VALUE', 'An origin is `https://` and a host, with a port if need be; for development `http://127.0.0.1:<port>` or `http://localhost:<port>`.', field),
  );
}

function isOrigin(text: string): boolean {
  if (text.length > 255 || !URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  if (origin !== text || hostname.includes('*')) return false;
  return protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost'));
}
