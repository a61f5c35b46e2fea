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

/** Character codes. */
const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const [OPEN_OBJECT, CLOSE_OBJECT] = [123, 125];
const [OPEN_LIST, CLOSE_LIST] = [91, 93];
const LONE_SURROGATE = /\p{Surrogate}/u;
const ANY_SURROGATE = /[\ud800-\udfff]/;

/** Walks the characters of text that JSON.parse has accepted, so the grammar need not be checked again. */
function scan(text: string, depthMax: number): { fault: JsonFault; detail: string } | undefined {
  const open: (Set<string> | null)[] = [];
  // Only an escape or a pair can hide a lone surrogate: most texts have neither, and need no second look at each string.
  const plain = !text.includes('\\') && !ANY_SURROGATE.test(text);
  let last = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      const token = text.slice(at, end + 1);
      last = plain ? token.slice(1, -1) : (JSON.parse(token) as string);
      if (!plain && LONE_SURROGATE.test(last)) return { fault: 'STRING_NOT_UNICODE', detail: token };
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      open.push(code === OPEN_OBJECT ? new Set() : null);
      if (open.length > depthMax) return { fault: 'DEPTH_EXCEEDED', detail: `nested deeper than ${depthMax}` };
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      open.pop();
    } else if (code === COLON) {
      const names = open.at(-1);
      if (!names) continue;
      if (last === '__proto__') return { fault: 'MEMBER_NAME_REFUSED', detail: last };
      if (names.has(last)) return { fault: 'MEMBER_DUPLICATE', detail: last };
      names.add(last);
    }
  }
  return undefined;
}

/** Where the string that begins at `start` ends: at the next quotation mark with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let slashes = end;
    while (text.charCodeAt(slashes - 1) === BACKSLASH) slashes -= 1;
    if ((end - slashes) % 2 === 0) return end;
  }
}
