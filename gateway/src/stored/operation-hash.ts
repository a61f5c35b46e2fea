import { hash } from 'node:crypto';
import { Refused } from '../refused.js';

/** SHA-256 of a document's text as it is, in hexadecimal: its id among stored operations. */
export const hashOf = (query: string): string => hash('sha256', query);

/**
 * The hash in a request: `documentId` of GraphQL over HTTP, or `extensions.persistedQuery.sha256Hash` of automatic
 * persisted queries. Throws Refused for what is neither.
 */
export function hashIn({ documentId, extensions }: Readonly<Record<string, unknown>>): string | undefined {
  const named = documentId === undefined || documentId === null ? undefined : hashAfter('sha256:', documentId);
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } | null } | null | undefined)?.persistedQuery;
  const automatic = persisted === undefined || persisted === null ? undefined : hashAfter('', persisted.sha256Hash);
  if (named !== undefined && automatic !== undefined && named !== automatic) {
    throw new Refused(400, 'BAD_REQUEST', '`documentId` and `persistedQuery` name different documents.');
  }
  return named ?? automatic;
}

function hashAfter(scheme: string, id: unknown): string {
  const hex = typeof id === 'string' && id.startsWith(scheme) ? id.slice(scheme.length).toLowerCase() : '';
  if (/^[0-9a-f]{64}$/.test(hex)) return hex;
  throw new Refused(400, 'BAD_REQUEST', 'A document is named by its SHA-256: `documentId` is `sha256:` and 64 hexadecimal digits.');
}
