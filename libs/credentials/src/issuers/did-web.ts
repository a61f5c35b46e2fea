/**
 * did:web (W3C CCG method): `did:web:<host>[%3A<port>][:<segment>…]`.
 * Without segments the document is at `/.well-known/did.json`, else at `/<segments>/did.json`.
 */
export function didWebOfIssuer(host: string, slug: string): string {
  return `did:web:${encodeURIComponent(host.toLowerCase())}:i:${encodeURIComponent(slug)}`;
}

/** The https address of the DID document, or undefined when `did` is not a did:web we accept. No fragment, query or path trick passes. */
export function didWebAddress(did: string): string | undefined {
  const [scheme, method, host, ...path] = did.split(':');
  if (scheme !== 'did' || method !== 'web' || !host) return undefined;
  const authority = hostOf(host);
  if (!authority || !path.every(isSegment)) return undefined;
  const address = `https://${authority}/${path.length ? path.join('/') : '.well-known'}/did.json`;
  // The URL parser must agree that the host is this host and that no segment was folded away.
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url && url.pathname === address.slice(`https://${authority}`.length) ? url.href : undefined;
}

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i;
const SEGMENT = /^(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+$/;

function hostOf(encoded: string): string | undefined {
  const host = encoded.replace(/%3a/i, ':');
  return HOST.test(host) ? host.toLowerCase() : undefined;
}

function isSegment(segment: string): boolean {
  return SEGMENT.test(segment) && !/^(\.|%2e){1,2}$/i.test(segment) && !/%(2f|5c|00)/i.test(segment);
}
