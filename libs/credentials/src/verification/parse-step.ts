import { isObject, type JsonObject } from '../json/json.js';
import { readJson } from '../json/read-json.js';
import { stepReporter, type StepResult } from './verdict.js';

export const INPUT_BYTES_MAX = 1024 * 1024;
export const JSON_DEPTH_MAX = 32;

const report = stepReporter('parse');

/** Step 1. Bytes, text or an already parsed object to a document that everybody would read the same way. */
export function parseStep(input: Uint8Array | string | object): {
  result: StepResult;
  document?: JsonObject;
} {
  const text = textOf(input);
  if (typeof text !== 'string') return { result: text };
  if (Buffer.byteLength(text) > INPUT_BYTES_MAX)
    return { result: report.invalid('INPUT_TOO_LARGE', 'The input is larger than 1 MiB.') };
  const foreign = otherFormat(text);
  if (foreign)
    return {
      result: report.unknown('FORMAT_NOT_SUPPORTED', `The input is ${foreign}, which is not read yet.`),
    };
  const reading = readJson(text, JSON_DEPTH_MAX);
  if (!reading.ok)
    return { result: report.invalid(reading.fault, `The input is not sound JSON: ${reading.detail}.`) };
  if (!isObject(reading.value))
    return { result: report.invalid('NOT_AN_OBJECT', 'The input is JSON, but not an object.') };
  return { result: report.valid('PARSED', 'The input is one JSON document.'), document: reading.value };
}

function textOf(input: Uint8Array | string | object): string | StepResult {
  if (typeof input === 'string') return input;
  if (!(input instanceof Uint8Array)) return serialised(input);
  if (input.length > INPUT_BYTES_MAX)
    return report.invalid('INPUT_TOO_LARGE', 'The input is larger than 1 MiB.');
  if (Buffer.from(input.subarray(0, 4)).equals(PNG_START))
    return report.unknown('FORMAT_NOT_SUPPORTED', 'The input is a PNG image, which is not read yet.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch {
    return report.invalid('NOT_UTF8', 'The input is not UTF-8.');
  }
}

/** An object goes through text as well: it gets the same checks, and nobody can change it while it is being verified. */
function serialised(input: object): string | StepResult {
  try {
    return JSON.stringify(input) ?? report.invalid('NOT_JSON', 'The input has no JSON form.');
  } catch (error) {
    return report.invalid(
      'NOT_JSON',
      `The input has no JSON form: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

function otherFormat(text: string): string | undefined {
  if (/^\s*</.test(text)) return 'XML or SVG';
  if (/^\s*[\w-]+\.[\w-]+\.[\w-]*\s*$/.test(text)) return 'a compact JWS';
  return undefined;
}
