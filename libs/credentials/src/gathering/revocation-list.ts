import { idOf, isObject, listOf, stringsOf, type JsonObject } from '../json/json.js';
import type { StatusReading } from '../status/status-list-credential.js';

/**
 * What a 1EdTechRevocationList (Open Badges 3.0) says of a credential: it is revoked if listed by its id, unless the entry says
 * `revoked: false`. The list has no proof of its own; it speaks because the credential names it and its issuer is the same.
 */
export function readRevocationList(list: JsonObject, document: JsonObject): StatusReading {
  const revoked = list['revokedCredential'];
  if (revoked === undefined || (revoked !== null && !Array.isArray(revoked))) return { outcome: 'LIST_INVALID', detail: 'it has no list revokedCredential' };
  const issuer = idOf(list['issuer']);
  if (issuer !== undefined && issuer !== idOf(document['issuer'])) return { outcome: 'NOT_OBTAINABLE', detail: 'the list found there is of another issuer' };
  const id = document['id'];
  if (typeof id !== 'string') return { outcome: 'NOT_OBTAINABLE', detail: 'the credential has no id to be looked up by' };
  const entries = listOf(revoked);
  const listed = entries.filter(isObject).filter((entry) => entry['id'] === id);
  return { outcome: 'READ', value: stringsOf(revoked).includes(id) || listed.some((entry) => entry['revoked'] !== false) };
}
