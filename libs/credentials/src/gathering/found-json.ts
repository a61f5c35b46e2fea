import { isObject, type JsonObject } from '../json/json.js';
import { readJson } from '../json/read-json.js';
import type { FoundDocument } from '../verification/evidence.js';

const DEPTH_MAX = 32;

/** The JSON object found at an address, or half a sentence why there is none. */
export function foundJson(found: FoundDocument): { ok: true; value: JsonObject } | { ok: false; detail: string } {
  if (found.outcome !== 'READ') return { ok: false, detail: found.detail };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(found.body);
  } catch {
    return { ok: false, detail: 'what was found there is not UTF-8' };
  }
  const reading = readJson(text, DEPTH_MAX);
  return reading.ok && isObject(reading.value) ? { ok: true, value: reading.value } : { ok: false, detail: 'what was found there is not a JSON object' };
}
