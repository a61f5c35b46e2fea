import type { JsonObject } from '@cairn/credentials';
import { suspensionUrlOf } from './status-place.js';

/**
 * The credential with two entries in place of the one for revocation: the same index in the list for suspension, too. One
 * purpose a list, as a string.
 */
export function bothStatuses(unsigned: JsonObject): JsonObject {
  const revocation = unsigned['credentialStatus'] as JsonObject | undefined;
  if (revocation === undefined) return unsigned;
  const listUrl = suspensionUrlOf(String(revocation['statusListCredential']));
  const suspension = { ...revocation, id: `${listUrl}#${String(revocation['statusListIndex'])}`, statusPurpose: 'suspension', statusListCredential: listUrl };
  return { ...unsigned, credentialStatus: [revocation, suspension] };
}
