import type { JsonObject } from '../json/json.js';
import { canonicalBase64url } from './base64url.js';
import { readObject, readUtf8 } from './json-text.js';
import { invalid, type Refusal } from './reading.js';

/** A compact JWS taken apart (RFC 7515 §3.1). Nothing of it is checked but its spelling. */
export interface CompactJws {
  header: JsonObject;
  payload: JsonObject;
  /** What the signature is made over: the first two parts, ASCII. */
  signingInput: string;
  signature: Buffer;
}

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export function looksCompact(text: string): boolean {
  return COMPACT.test(text.split('~', 1)[0] ?? '');
}

export function readCompactJws(text: string): { ok: true; jws: CompactJws } | Refusal {
  const parts = text.split('.');
  const [head, body, tail] = parts.map(canonicalBase64url);
  if (parts.length !== 3 || !head?.length || !body?.length || !tail)
    return invalid('JWS_MALFORMED', 'The compact form is not three parts of canonical base64url.');
  const header = readPart(head, 'The header of the compact form');
  if (!header.ok) return header;
  const payload = readPart(body, 'The payload of the compact form');
  if (!payload.ok) return payload;
  if (typeof header.value['alg'] !== 'string')
    return invalid('JWS_MALFORMED', 'The header of the compact form names no algorithm.');
  return {
    ok: true,
    jws: {
      header: header.value,
      payload: payload.value,
      signingInput: `${parts[0]}.${parts[1]}`,
      signature: tail,
    },
  };
}

function readPart(bytes: Buffer, what: string): { ok: true; value: JsonObject } | Refusal {
  const text = readUtf8(bytes, what);
  return text.ok ? readObject(text.value, what) : text;
}
