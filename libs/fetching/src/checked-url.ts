import { isIP } from 'node:net';
import { addressFault } from './allowed-address.js';
import type { AllowedHost, FetchingSettings } from './config.js';
import { NotFetchedError } from './outcome.js';

const urlCharactersMax = 2_048;

/**
 * The address as it will be called: https, port 443, no user-info, and a literal host that is public. The URL parser turns
 * every spelling of an IPv4 address (0x7f.1, 017700000001, full-width digits) into the dotted one before it is judged here,
 * since a literal never reaches `lookup`.
 *
 * @throws NotFetchedError ADDRESS_NOT_ALLOWED
 */
export function checkedUrl(spelling: string, base: URL | undefined, allow: readonly AllowedHost[]): URL {
  const url = spelling.length <= urlCharactersMax && URL.canParse(spelling, base) ? new URL(spelling, base) : undefined;
  if (!url) throw refused('it is not an address');
  if (url.protocol !== 'https:') throw refused('only https is called');
  if (url.username || url.password) throw refused('an address with a user name or password is not called');
  if (allowedHost(allow, url)) return url;
  if (url.port !== '') throw refused('only port 443 is called');
  const host = hostOf(url);
  if (isIP(host) && addressFault(host)) throw refused('its host has no public address');
  return url;
}

/** Why an address is not going to be called whatever its name resolves to, half a sentence; undefined when it may be. */
export function urlFault(spelling: string, { allow }: FetchingSettings): string | undefined {
  try {
    checkedUrl(spelling, undefined, allow);
    return undefined;
  } catch (error) {
    if (error instanceof NotFetchedError) return error.detail;
    throw error;
  }
}

/** The operator's entry for host and port, if there is one. */
export function allowedHost(allow: readonly AllowedHost[], { hostname, port }: { hostname: string; port: string }): AllowedHost | undefined {
  const host = hostOf({ hostname });
  return allow.find((entry) => entry.host === host && entry.port === Number(port || 443));
}

export function refused(detail: string): NotFetchedError {
  return new NotFetchedError('ADDRESS_NOT_ALLOWED', detail);
}

const hostOf = ({ hostname }: { hostname: string }): string => hostname.replace(/^\[|\]$/g, '');
