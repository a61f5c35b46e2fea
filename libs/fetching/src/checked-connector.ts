import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import { buildConnector } from 'undici';
import { addressFault } from './allowed-address.js';
import { allowedHost, refused } from './checked-url.js';
import type { AllowedHost } from './config.js';

/** All addresses of a host name. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export const lookupBySystem: Lookup = async (host) => (await systemLookup(host, { all: true })).map(({ address }) => address);

/**
 * Connects to public hosts only. The addresses that a name resolves to are judged at the moment of connecting and are the
 * very ones connected to, so a name that resolves otherwise a moment later (rebinding) gains nothing.
 */
export function checkedConnector(lookup: Lookup, allow: readonly AllowedHost[], timeoutMs: number): buildConnector.connector {
  const options = { timeout: timeoutMs, maxCachedSessions: 0, allowH2: false };
  const toPublic = buildConnector({ ...options, lookup: pinned(lookup, isPublic) });
  const toAllowed = new Map(allow.map((entry) => [entry, buildConnector({ ...options, ...(entry.ca ? { ca: entry.ca } : {}), lookup: pinned(entry.address ? fixed(entry.address) : lookup, anyAddress) })]));
  return (target, callback) => {
    const entry = allowedHost(allow, target);
    const connect = (entry && toAllowed.get(entry)) ?? toPublic;
    connect(target, callback);
  };
}

/** One address that is not public spoils the whole name: an honest host has none. */
const isPublic = (addresses: readonly string[]): boolean => addresses.length > 0 && addresses.every((address) => !addressFault(address));
const anyAddress = (addresses: readonly string[]): boolean => addresses.length > 0;
const fixed = (address: string) => async () => [address];

/** In the shape that `net.connect` asks for. */
function pinned(lookup: Lookup, isAllowed: (addresses: readonly string[]) => boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host).then(
      (addresses) => {
        if (!isAllowed(addresses)) return callback(refused('its host has no public address'), '');
        const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
        if (options.all) return callback(null, found);
        callback(null, found[0]?.address ?? '', found[0]?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}
