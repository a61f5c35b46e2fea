/**
 * IANA IPv4 Special-Purpose Address Registry (RFC 6890), every block whether globally reachable or not: nobody publishes
 * a credential there. Block and name as registered.
 */
export const ipv4SpecialPurpose: readonly (readonly [block: string, name: string])[] = [
  ['0.0.0.0/8', 'This network'],
  ['10.0.0.0/8', 'Private-Use'],
  ['100.64.0.0/10', 'Shared Address Space'],
  ['127.0.0.0/8', 'Loopback'],
  ['169.254.0.0/16', 'Link Local'],
  ['172.16.0.0/12', 'Private-Use'],
  ['192.0.0.0/24', 'IETF Protocol Assignments'],
  ['192.0.2.0/24', 'Documentation (TEST-NET-1)'],
  ['192.31.196.0/24', 'AS112-v4'],
  ['192.52.193.0/24', 'AMT'],
  ['192.88.99.0/24', 'Deprecated (6to4 Relay Anycast)'],
  ['192.168.0.0/16', 'Private-Use'],
  ['192.175.48.0/24', 'Direct Delegation AS112 Service'],
  ['198.18.0.0/15', 'Benchmarking'],
  ['198.51.100.0/24', 'Documentation (TEST-NET-2)'],
  ['203.0.113.0/24', 'Documentation (TEST-NET-3)'],
  ['240.0.0.0/4', 'Reserved, Limited Broadcast'],
];

/** IPv4 that is no host of anybody's, though the registry above does not list it. */
export const ipv4NotHosts: readonly (readonly [block: string, name: string])[] = [
  ['224.0.0.0/4', 'Multicast (IANA IPv4 Multicast Address Space Registry)'],
  ['168.63.129.16/32', 'metadata and DNS of a cloud, at an address that looks public'],
];

/** IANA IPv6 Special-Purpose Address Registry, what of it lies within the unicast space below. */
export const ipv6SpecialPurpose: readonly (readonly [block: string, name: string])[] = [
  ['2001::/23', 'IETF Protocol Assignments (TEREDO, benchmarking, ORCHID, …)'],
  ['2001:db8::/32', 'Documentation'],
  ['2002::/16', '6to4, carries any IPv4 address'],
  ['2620:4f:8000::/48', 'Direct Delegation AS112 Service'],
  ['3fff::/20', 'Documentation'],
];

/**
 * IANA IPv6 Address Space: only this block is allocated as global unicast. Loopback, mapped IPv4, NAT64 (64:ff9b::/96,
 * 64:ff9b:1::/48), unique local, link local and multicast lie outside it.
 */
export const ipv6GlobalUnicast = '2000::/3';
