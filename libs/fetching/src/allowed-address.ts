import ipaddr from 'ipaddr.js';
import { ipv4NotHosts, ipv4SpecialPurpose, ipv6GlobalUnicast, ipv6SpecialPurpose } from './special-purpose-addresses.js';

const ipv4Blocked = [...ipv4SpecialPurpose, ...ipv4NotHosts].map(([block, name]) => ({ range: ipaddr.IPv4.parseCIDR(block), name }));
const ipv6Blocked = ipv6SpecialPurpose.map(([block, name]) => ({ range: ipaddr.IPv6.parseCIDR(block), name }));
const ipv6Unicast = ipaddr.IPv6.parseCIDR(ipv6GlobalUnicast);

/**
 * Why nobody may be called at this IP address; undefined for an address of a public host.
 *
 * @param address canonical, without brackets or zone; what cannot be read is no public address
 */
export function addressFault(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'not an IP address';
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return ipv4Blocked.find(({ range }) => parsed.match(range))?.name;
  if (parsed.zoneId || !parsed.match(ipv6Unicast)) return 'not global unicast';
  return ipv6Blocked.find(({ range }) => parsed.match(range))?.name;
}
