import { isObject, listOf, type JsonObject } from '../json/json.js';

export type StatusPurpose = 'revocation' | 'suspension';

/** One bit of one list. */
export interface StatusReference {
  listUrl: string;
  /** 0-based. */
  index: number;
  purpose: StatusPurpose;
}

/** A `credentialStatus` as found in any document. An older 1EdTechRevocationList has no index: the credential id is looked up. */
export type FoundStatus =
  | { kind: 'BITSTRING'; purpose: string; listUrl: string; index: number }
  | { kind: 'REVOCATION_LIST'; purpose: 'revocation'; listUrl: string }
  | { kind: 'NOT_SUPPORTED'; type: string }
  | { kind: 'MALFORMED'; detail: string };

export function statusEntryOf({ listUrl, index, purpose }: StatusReference): JsonObject {
  return {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: listUrl,
  };
}

export function statusesOf(document: JsonObject): FoundStatus[] {
  return listOf(document['credentialStatus']).map((entry) => {
    if (!isObject(entry)) return { kind: 'MALFORMED', detail: 'credentialStatus is not an object' };
    const type = String(entry['type']);
    if (type === '1EdTechRevocationList' && typeof entry['id'] === 'string') {
      return { kind: 'REVOCATION_LIST', purpose: 'revocation', listUrl: entry['id'] };
    }
    return type === 'BitstringStatusListEntry' ? bitstringEntry(entry) : { kind: 'NOT_SUPPORTED', type };
  });
}

function bitstringEntry(entry: JsonObject): FoundStatus {
  const { statusPurpose: purpose, statusListCredential: listUrl, statusListIndex: index, statusSize } = entry;
  if (statusSize !== undefined && statusSize !== 1)
    return { kind: 'NOT_SUPPORTED', type: `statusSize ${JSON.stringify(statusSize)}` };
  if (typeof purpose !== 'string' || typeof listUrl !== 'string')
    return { kind: 'MALFORMED', detail: 'purpose or list is missing' };
  // The recommendation wants a string; 1EdTech's own sample has a number, and both can mean one thing only.
  if (!(typeof index === 'string' || typeof index === 'number') || !/^\d{1,12}$/.test(String(index)))
    return { kind: 'MALFORMED', detail: 'statusListIndex is not a count' };
  return { kind: 'BITSTRING', purpose, listUrl, index: Number(index) };
}
