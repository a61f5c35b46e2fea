/** An issuer as a registry of known issuers names it. */
export interface KnownIssuer {
  readonly issuer: string;
  readonly name: string;
}

/** More are brought in several parts. */
export const KNOWN_ISSUERS_MAX = 1_000;

/**
 * Reads a registry of known issuers: the shape of the Digital Credentials Consortium (`{ registry: { "<did>": { name, … } } }`)
 * or a list of objects with `did`, `id` or `issuer`, and `name`. Undefined when it is neither, or names more than 1,000.
 */
export function readKnownRegistry(value: unknown): KnownIssuer[] | undefined {
  const registry = isRecord(value) ? (value['registry'] ?? value['issuers']) : value;
  const named = Array.isArray(registry) ? registry.map(fromListed) : isRecord(registry) ? Object.entries(registry).map(fromKeyed) : undefined;
  if (!named || named.length === 0 || named.length > KNOWN_ISSUERS_MAX) return undefined;
  const known = named.filter((one) => one !== undefined);
  if (known.length < named.length) return undefined;
  // Named twice is named once; the first name holds.
  return [...new Map([...known].reverse().map((one) => [one.issuer, one])).values()].reverse();
}

function fromKeyed([issuer, about]: [string, unknown]): KnownIssuer {
  return { issuer, name: (isRecord(about) && textOf(about['name'])) || issuer };
}

function fromListed(about: unknown): KnownIssuer | undefined {
  if (!isRecord(about)) return undefined;
  const issuer = textOf(about['did']) ?? textOf(about['id']) ?? textOf(about['issuer']);
  return issuer === undefined ? undefined : { issuer, name: textOf(about['name']) ?? issuer };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
