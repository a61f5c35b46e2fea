import { readUtf8 } from './json-text.js';
import { isPng } from './png-chunks.js';
import { unbakePng } from './png-credential.js';
import { invalid, type Reading } from './reading.js';
import { readText } from './read-text.js';
import { unbakeSvg } from './svg-credential.js';
import { looksLikeXml } from './unbake.js';

export const INPUT_BYTES_MAX = 1024 * 1024;

/**
 * Bytes, text or an already parsed object to the one credential in it. Total: whatever comes in, the answer is a value, in time
 * proportional to the input.
 */
export function readInput(input: Uint8Array | string | object): Reading {
  if (input instanceof Uint8Array) return readBytes(input);
  const text = typeof input === 'string' ? { ok: true as const, value: input } : serialised(input);
  if (!text.ok) return text;
  if (Buffer.byteLength(text.value) > INPUT_BYTES_MAX) return TOO_LARGE;
  return readPlain(text.value);
}

function readBytes(bytes: Uint8Array): Reading {
  if (bytes.length > INPUT_BYTES_MAX) return TOO_LARGE;
  if (isPng(bytes)) {
    const baked = unbakePng(bytes);
    return baked.ok ? readText(baked.text, 'PNG') : baked;
  }
  const text = readUtf8(bytes, 'The input');
  return text.ok ? readPlain(text.value) : text;
}

function readPlain(text: string): Reading {
  if (!looksLikeXml(text)) return readText(text);
  const baked = unbakeSvg(text);
  return baked.ok ? readText(baked.text, 'SVG') : baked;
}

/** An object goes through text as well: it gets the same checks, and nobody can change it while it is being verified. */
function serialised(input: object): { ok: true; value: string } | ReturnType<typeof invalid> {
  try {
    const value = JSON.stringify(input);
    return value ? { ok: true, value } : invalid('NOT_JSON', 'The input has no JSON form.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return invalid('NOT_JSON', `The input has no JSON form: ${reason}.`);
  }
}

const TOO_LARGE = invalid('INPUT_TOO_LARGE', 'The input is larger than 1 MiB.');
