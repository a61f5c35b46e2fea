import type { DocumentFacts } from '../backpack/document-facts.js';

const pseudonym = /^urn:uuid:[0-9a-f-]{36}$/i;

/**
 * Names of a credential that mean the person because its issuer says so: an issuer that knows people by pseudonyms hands out, at
 * its own host and to the person's own token, what it means by them. Whoever is named otherwise, if only beside, is not vouched for.
 *
 * @param url of the host that hands it out
 */
export function vouchedNames({ issuer, recipients }: Pick<DocumentFacts, 'issuer' | 'recipients'>, url: string): string[] {
  if (hostOf(issuer) !== new URL(url).host) return [];
  const names = recipients.flatMap((recipient) => (recipient.kind === 'PLAIN' && pseudonym.test(recipient.value) ? [recipient.value] : []));
  return names.length === recipients.length ? names : [];
}

/** Of a did:web or an address; undefined: it tells of no host. */
function hostOf(issuer: string): string | undefined {
  const [, host] = /^did:web:([^:]+)/.exec(issuer) ?? [];
  if (host !== undefined) return decoded(host).toLowerCase();
  return URL.canParse(issuer) && issuer.startsWith('https:') ? new URL(issuer).host : undefined;
}

function decoded(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return '';
  }
}
