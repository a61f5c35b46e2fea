import type { Json } from './json.js';

export type JsonFault =
  'NOT_JSON' | 'MEMBER_DUPLICATE' | 'MEMBER_NAME_REFUSED' | 'DEPTH_EXCEEDED' | 'STRING_NOT_UNICODE';
export type JsonReading = { ok: true; value: Json } | { ok: false; fault: JsonFault; detail: string };

/**
 * JSON text to a value, stricter than JSON.parse: a member named twice is refused (two readers would see two documents), and so is
 * nesting beyond `depthMax`, a lone surrogate (it has no UTF-8 form, so it cannot be hashed faithfully) and the name `__proto__`.
 */
export function readJson(text: string, depthMax: number): JsonReading {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { ok: false, fault: 'NOT_JSON', detail: error instanceof Error ? error.message : String(error) };
  }
  const fault = scan(text, depthMax);
  return fault ? { ok: false, ...fault } : { ok: true, value };
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Walks the tokens of text that JSON.parse has accepted, so the grammar need not be checked again. */
function scan(text: string, depthMax: number): { fault: JsonFault; detail: string } | undefined {
  const open: (Set<string> | null)[] = [];
  let last: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      if (open.length > depthMax)
        return { fault: 'DEPTH_EXCEEDED', detail: `nested deeper than ${depthMax}` };
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':') {
      const names = open.at(-1);
      if (last === undefined || !names) continue;
      if (last === '__proto__') return { fault: 'MEMBER_NAME_REFUSED', detail: last };
      if (names.has(last)) return { fault: 'MEMBER_DUPLICATE', detail: last };
      names.add(last);
    } else {
      last = JSON.parse(token) as string;
      if (LONE_SURROGATE.test(last)) return { fault: 'STRING_NOT_UNICODE', detail: token };
    }
  }
  return undefined;
}
