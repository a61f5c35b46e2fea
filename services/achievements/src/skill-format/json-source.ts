import type { Faults } from './reading.js';

export type JsonObject = Readonly<Record<string, unknown>>;

const depthMax = 40;

/** The JSON object in a file, or what keeps it from being read: bytes that are no UTF-8, no JSON, or texts that no database holds. */
export function readJson(bytes: Uint8Array, faults: Faults): JsonObject | undefined {
  const parsed = parse(bytes, faults);
  if (parsed === undefined) return undefined;
  if (!isObject(parsed)) return tell(faults, 'The file holds JSON, but no object.');
  const unstorable = unstorableIn(parsed, 0);
  return unstorable === undefined ? parsed : tell(faults, unstorable);
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object that are none of `known`. */
export const othersOf = (object: JsonObject, known: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name, value]) => !known.has(name) && value !== null));

function parse(bytes: Uint8Array, faults: Faults): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    // A SyntaxError quotes the file; what it quotes is not repeated.
    return tell(faults, error instanceof SyntaxError ? 'The file is not JSON.' : 'The file is not UTF-8.');
  }
}

function unstorableIn(value: unknown, depth: number): string | undefined {
  if (depth > depthMax) return `The file is nested more than ${depthMax} levels deep.`;
  if (typeof value === 'string') return /[\0\p{Cs}]/u.test(value) ? 'A text in the file has a NUL or half a character.' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const fault = unstorableIn(name, depth + 1) ?? unstorableIn(member, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function tell(faults: Faults, message: string): undefined {
  faults.tell('', message);
}
