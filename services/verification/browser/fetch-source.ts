import type { DocumentSource, FoundDocument } from '@cairn/credentials';

const bytesMax = 2 * 1024 * 1024;
const waitMs = 15_000;

/** What others publish, as this browser gets it: without cookies, without telling where from, and from https or this very site alone. */
export const fetchSource: DocumentSource = {
  async read(url): Promise<FoundDocument> {
    const missing = (detail: string): FoundDocument => ({ outcome: 'NOT_OBTAINABLE', url, detail, observedAt: new Date() });
    const address = URL.parse(url);
    // What is here is asked here: a registry that is tried out without TLS says https in its identifiers all the same.
    const isHere = address?.host === location.host;
    if (!address || (address.protocol !== 'https:' && !isHere)) return missing('the browser asks https addresses only');
    try {
      const response = await fetch(isHere ? `${location.origin}${address.pathname}${address.search}` : url, {
        headers: { accept: 'application/vc+ld+json, application/did+json, application/ld+json, application/json;q=0.9, */*;q=0.1' },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-cache',
        signal: AbortSignal.timeout(waitMs),
      });
      if (!response.ok) return missing(`it answered ${response.status}`);
      const body = new Uint8Array(await response.arrayBuffer());
      // Seen when it is there: a list that is signed while it is asked for is younger than the question.
      return body.length > bytesMax ? missing('what was found there is too large') : { outcome: 'READ', url, body, observedAt: new Date() };
    } catch {
      // A browser does not say why: no such host, no answer in time, or a site that lets nobody else read it.
      return missing('this browser got no answer that it may read');
    }
  },
};
