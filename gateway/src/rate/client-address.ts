import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address a request is counted under: IPv4 whole, IPv6 by its /64, which one subscriber has to himself. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * @param proxies addresses and networks whose `X-Forwarded-For` is believed; of anyone else it is ignored
 */
export function clientAddress(proxies: BlockList | null): AddressOf {
  return (request) => {
    const peer = request.socket.remoteAddress ?? '';
    const forwarded = request.headers['x-forwarded-for'];
    if (!proxies || forwarded === undefined || !within(proxies, peer)) return bucketOf(peer);
    // Every hop adds to the right; the last one that is none of ours is the client, whatever he wrote to the left.
    const hops = String(forwarded).split(',').map((hop) => hop.trim()).reverse();
    return bucketOf(hops.find((hop) => !within(proxies, hop)) ?? peer);
  };
}

/** Reads `127.0.0.1,10.0.0.0/8`; answers a sentence when it cannot be used. */
export function readProxies(text: string | undefined): BlockList | null | string {
  if (!text) return null;
  const list = new BlockList();
  for (const entry of text.split(',')) {
    const [address = '', prefix] = entry.trim().split('/');
    const version = isIP(address);
    const bits = version === 4 ? 32 : 128;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (version === 0 || length < 0 || length > bits) return 'must be a list of addresses or networks like 127.0.0.1,10.0.0.0/8';
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

function within(list: BlockList, address: string): boolean {
  const plain = unmapped(address);
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Anything that is no address shares one bucket. */
export function bucketOf(address: string): string {
  const plain = unmapped(address);
  const version = isIP(plain);
  if (version !== 6) return version === 4 ? plain : 'unknown';
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, gap)).fill('0'), ...after];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** A socket that takes both versions writes IPv4 addresses as `::ffff:192.0.2.1`. */
const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
