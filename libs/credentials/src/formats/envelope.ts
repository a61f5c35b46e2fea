import { CREDENTIALS_V2 } from '../contexts/bundled-contexts.js';
import { listOf, type JsonObject } from '../json/json.js';
import { invalid, unknown, type Refusal } from './reading.js';

const MEDIA_TYPES = /^data:application\/(?:vc\+jwt|vc-ld\+jwt|jwt|vc\+sd-jwt|dc\+sd-jwt),(?<text>[\w.~-]+)$/;

/** The compact form inside an EnvelopedVerifiableCredential's data: URL (VC 2.0 §4.13). */
export function readEnvelope({
  id,
  '@context': contexts,
}: JsonObject): { ok: true; value: string } | Refusal {
  if (listOf(contexts)[0] !== CREDENTIALS_V2)
    return invalid(
      'ENVELOPE_MALFORMED',
      'The first context of the envelope does not define what an envelope is.',
    );
  if (typeof id !== 'string' || !id.startsWith('data:'))
    return invalid('ENVELOPE_MALFORMED', 'The id of the envelope is not a data: URL.');
  const text = MEDIA_TYPES.exec(id)?.groups?.['text'];
  if (!text) return unknown('ENVELOPE_NOT_SUPPORTED', 'The envelope holds no compact JWS or SD-JWT.');
  return { ok: true, value: text };
}
