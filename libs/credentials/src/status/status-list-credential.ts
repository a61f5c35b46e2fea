import { CREDENTIALS_V2 } from '../contexts/bundled-contexts.js';
import { isObject, stringsOf, type JsonObject } from '../json/json.js';
import { wholeSeconds } from '../proofs/data-integrity.js';
import { bitAt, decodeBitstring, encodeBitstring, type Bitstring } from './bitstring.js';
import type { StatusPurpose } from './status-entry.js';

export interface StatusListDetails {
  listUrl: string;
  issuerDid: string;
  purpose: StatusPurpose;
  bits: Bitstring;
  validFrom: Date;
  /** How long a reader may keep it, in milliseconds. */
  ttlMs?: number;
}

/** The unsigned BitstringStatusListCredential; sign it with `signDocument`. One purpose per list, as a string. */
export function buildStatusListCredential({
  listUrl,
  issuerDid,
  purpose,
  bits,
  validFrom,
  ttlMs,
}: StatusListDetails): JsonObject {
  return {
    '@context': [CREDENTIALS_V2],
    id: listUrl,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerDid,
    validFrom: wholeSeconds(validFrom),
    credentialSubject: {
      id: `${listUrl}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodeBitstring(bits),
      ...(ttlMs !== undefined && { ttl: ttlMs }),
    },
  };
}

export type StatusReading =
  | { outcome: 'READ'; value: boolean; ttlMs?: number }
  | { outcome: 'LIST_INVALID' | 'INDEX_OUT_OF_RANGE' | 'NOT_OBTAINABLE'; detail: string };

/** The bit a list credential of any maker holds for `entry`. Its proof is checked apart, by `verifyCredential`. */
export function readStatusList(
  list: JsonObject,
  entry: { listUrl: string; index: number; purpose: string },
): StatusReading {
  const subject = list['credentialSubject'];
  if (!isObject(subject) || typeof subject['encodedList'] !== 'string')
    return invalid('it has no encodedList');
  // The recommendation lets the id be absent. Another id is another list: it settles nothing about ours.
  if (list['id'] !== undefined && list['id'] !== entry.listUrl) {
    return { outcome: 'NOT_OBTAINABLE', detail: 'the list found there names another address' };
  }
  if (!stringsOf(subject['statusPurpose']).includes(entry.purpose))
    return invalid(`it is not a list for ${entry.purpose}`);
  const decoded = decodeBitstring(subject['encodedList']);
  if (!decoded.ok) return invalid(decoded.detail);
  const value = bitAt(decoded.bits, entry.index);
  if (value === undefined)
    return { outcome: 'INDEX_OUT_OF_RANGE', detail: `the list has no entry ${entry.index}` };
  const ttl = subject['ttl'];
  return { outcome: 'READ', value, ...(typeof ttl === 'number' && ttl >= 0 && { ttlMs: ttl }) };
}

function invalid(detail: string): StatusReading {
  return { outcome: 'LIST_INVALID', detail };
}
