import { isObject, type JsonObject } from '../json/json.js';
import { readJson } from '../json/read-json.js';
import { invalid, type Refusal } from './reading.js';

export const JSON_DEPTH_MAX = 32;

/** Text to one JSON object that everybody would read the same way. `what` names the text in messages: "The input". */
export function readObject(text: string, what: string): { ok: true; value: JsonObject } | Refusal {
  const reading = readJson(text, JSON_DEPTH_MAX);
  if (!reading.ok) return invalid(reading.fault, `${what} is not sound JSON: ${reading.detail}.`);
  if (!isObject(reading.value)) return invalid('NOT_AN_OBJECT', `${what} is JSON, but not an object.`);
  return { ok: true, value: reading.value };
}

/** Bytes to text, strictly UTF-8. */
export function readUtf8(bytes: Uint8Array, what: string): { ok: true; value: string } | Refusal {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return invalid('NOT_UTF8', `${what} is not UTF-8.`);
  }
}
