import type { FoundDocument } from '../verification/evidence.js';

/** What a document at an address of a stranger is wanted for; decides how large it may be and how long it is believed. */
export type SourceKind = 'ISSUER' | 'STATUS_LIST' | 'BADGE_PART' | 'KEY' | 'RESOURCE' | 'CREDENTIAL';

/** How gathering reaches what others publish. Nothing is thrown: what cannot be had is a look that found nothing. */
export interface DocumentSource {
  read(url: string, kind: SourceKind): Promise<FoundDocument>;
}

/** A source for one verification: no address is asked twice, and no document can send it round the world. */
export function sparingSource(source: DocumentSource, readsMax = 16): DocumentSource {
  const looks = new Map<string, Promise<FoundDocument>>();
  return {
    read(url, kind) {
      const known = looks.get(url);
      if (known) return known;
      if (looks.size >= readsMax)
        return Promise.resolve({ outcome: 'NOT_OBTAINABLE', url, detail: 'the document names too many addresses', observedAt: new Date(0) });
      const look = source.read(url, kind);
      looks.set(url, look);
      return look;
    },
  };
}
