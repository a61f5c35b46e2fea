import { createHash } from 'node:crypto';
import { canonicalBase64url } from '../formats/base64url.js';
import { isObject, listOf, type Json, type JsonObject } from '../json/json.js';
import { readJson } from '../json/read-json.js';

const DEPTH_MAX = 32;
const DISCLOSURES_MAX = 1_000;

export type OpenedSdJwt = { ok: true; claims: JsonObject } | { ok: false; detail: string };

/**
 * The claims of an SD-JWT with what was disclosed put in its place (RFC 9901 §7.1). Strict as that section wants: every
 * disclosure belongs to exactly one digest, none is left over, and none takes the place of a claim that is there.
 * @param disclosures the texts between the tildes
 */
export function openSdJwt(payload: JsonObject, disclosures: readonly string[]): OpenedSdJwt {
  if (payload['_sd_alg'] !== undefined && payload['_sd_alg'] !== 'sha-256')
    return { ok: false, detail: 'the digests are made by a hash we do not use' };
  if (disclosures.length > DISCLOSURES_MAX)
    return { ok: false, detail: `it discloses more than ${DISCLOSURES_MAX} claims` };
  try {
    const { _sd_alg: _, ...claims } = payload;
    const opening = new Opening(disclosures);
    const opened = opening.object(claims, 0);
    opening.end();
    return { ok: true, claims: opened };
  } catch (error) {
    if (error instanceof NotOpened) return { ok: false, detail: error.message };
    throw error;
  }
}

class NotOpened extends Error {}

interface Disclosure {
  /** Missing for an element of a list. */
  name?: string;
  value: Json;
}

class Opening {
  private readonly closed = new Map<string, Disclosure>();
  private readonly seen = new Set<string>();

  constructor(disclosures: readonly string[]) {
    for (const text of disclosures) {
      const digest = createHash('sha256').update(text).digest('base64url');
      if (this.closed.has(digest)) throw new NotOpened('a disclosure is there twice');
      this.closed.set(digest, readDisclosure(text));
    }
  }

  object(value: JsonObject, depth: number): JsonObject {
    const { _sd: digests, ...plain } = value;
    const opened: JsonObject = {};
    for (const [name, member] of Object.entries(plain)) {
      if (name === '...') throw new NotOpened('a claim has a name that is kept for digests');
      if (member !== undefined) set(opened, name, this.value(member, depth + 1));
    }
    if (digests !== undefined && !Array.isArray(digests)) throw new NotOpened('_sd is no list');
    for (const digest of listOf(digests)) {
      const disclosed = this.take(digest);
      if (!disclosed) continue;
      if (disclosed.name === undefined || Object.hasOwn(opened, disclosed.name))
        throw new NotOpened('a disclosure has no name of its own');
      set(opened, disclosed.name, this.value(disclosed.value, depth + 1));
    }
    return opened;
  }

  /** What was disclosed belongs somewhere. */
  end(): void {
    if (this.closed.size) throw new NotOpened('a disclosure belongs to no digest');
  }

  private value(value: Json, depth: number): Json {
    if (depth > DEPTH_MAX) throw new NotOpened(`it is deeper than ${DEPTH_MAX}`);
    if (Array.isArray(value)) return value.flatMap((element) => this.element(element, depth));
    return isObject(value) ? this.object(value, depth) : value;
  }

  private element(element: Json, depth: number): Json[] {
    if (!isObject(element) || !Object.hasOwn(element, '...')) return [this.value(element, depth + 1)];
    if (Object.keys(element).length > 1) throw new NotOpened('a digest of a list has company');
    const disclosed = this.take(element['...'] ?? null);
    if (!disclosed) return [];
    if (disclosed.name !== undefined) throw new NotOpened('an element of a list has a name');
    return [this.value(disclosed.value, depth + 1)];
  }

  private take(digest: Json): Disclosure | undefined {
    if (typeof digest !== 'string') throw new NotOpened('a digest is no text');
    if (this.seen.has(digest)) throw new NotOpened('a digest is there twice');
    this.seen.add(digest);
    const disclosed = this.closed.get(digest);
    this.closed.delete(digest);
    return disclosed;
  }
}

function readDisclosure(text: string): Disclosure {
  const bytes = canonicalBase64url(text);
  const reading = bytes?.length ? readJson(bytes.toString('utf8'), DEPTH_MAX) : undefined;
  if (!reading?.ok || !Array.isArray(reading.value))
    throw new NotOpened('a disclosure is no list in base64url');
  const parts = reading.value;
  const [salt, name] = parts;
  if (typeof salt !== 'string') throw new NotOpened('a disclosure has no salt');
  if (parts.length === 2) return { value: parts[1] ?? null };
  if (parts.length !== 3 || typeof name !== 'string' || name === '_sd' || name === '...')
    throw new NotOpened('a disclosure has no name that a claim can have');
  return { name, value: parts[2] ?? null };
}

/** `__proto__` is a name like any other. */
function set(target: JsonObject, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
