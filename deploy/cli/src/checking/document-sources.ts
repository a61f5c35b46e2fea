import type { DocumentSource, FoundDocument, SourceKind } from '@cairn/credentials';
import { credentialTypes, type Fetching, imageTypes, jsonTypes } from '@cairn/fetching';

const kib = 1_024;
const bytesMax: Readonly<Record<SourceKind, number>> = {
  ISSUER: 64 * kib,
  KEY: 64 * kib,
  STATUS_LIST: 2_048 * kib,
  BADGE_PART: 256 * kib,
  RESOURCE: 2_048 * kib,
  CREDENTIAL: 1_024 * kib,
};
const accept: Readonly<Record<SourceKind, readonly string[]>> = {
  ISSUER: jsonTypes,
  // Keys of Open Badges 1.x are plain PEM.
  KEY: [...jsonTypes, 'application/x-pem-file'],
  STATUS_LIST: credentialTypes,
  BADGE_PART: [...credentialTypes, 'application/x-pem-file'],
  RESOURCE: [...credentialTypes, ...imageTypes, 'image/jpeg', 'application/pdf', 'text/html'],
  CREDENTIAL: [...credentialTypes, ...imageTypes],
};

/** What issuers publish, read at this moment through the guarded fetcher. */
export function fetchedDocuments(fetching: Fetching): DocumentSource {
  return {
    async read(url, kind) {
      const outcome = await fetching.get(url, { accept: accept[kind], bytesMax: bytesMax[kind] });
      const observedAt = new Date();
      if (outcome.outcome === 'FETCHED') return { outcome: 'READ', url, body: outcome.body, observedAt };
      const { detail, status } = outcome;
      return { outcome: 'NOT_OBTAINABLE', url, detail, ...(status === undefined ? {} : { status }), observedAt };
    },
  };
}

/** Nobody is asked anything. */
export const noDocuments: DocumentSource = {
  read: (url): Promise<FoundDocument> =>
    Promise.resolve({ outcome: 'NOT_OBTAINABLE', url, detail: 'nobody was asked, for it was to be checked offline', observedAt: new Date() }),
};
