import { randomFillSync } from 'node:crypto';

/** A UUID in its canonical lower-case text form. Stored as `uuid`; shown to clients with a prefix (see @cairn/subgraph). */
export type Uuid = string & { readonly __uuid: unique symbol };

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const pool = Buffer.allocUnsafe(16_384);
let drawn = pool.length;
let lastMs = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562, section 5.7): sorts by time, strictly monotone within this process. Within a millisecond the 12
 * bits of `rand_a` and the first 6 of `rand_b` count up from a random start (section 6.2, method 1); a clock that steps
 * back, or a counter that is full, moves on from the last millisecond. Random bytes come from a pool, because asking the
 * system for 16 at a time costs more than the rest of an import's row.
 */
export function newId(): Uuid {
  if (drawn + 10 > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const at = drawn;
  drawn += 10;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // Half of the counter's range is left for counting.
    counter = pool.readUInt16BE(at) | ((byteAt(at + 8) & 1) << 16);
  } else {
    counter += 1;
    if (counter > 0x3ffff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const time = lastMs.toString(16).padStart(12, '0');
  const high = (counter >>> 6).toString(16).padStart(3, '0');
  const low = hex[0x80 | (counter & 0x3f)];
  const tail = pool.toString('hex', at + 2, at + 8);
  const last = hex[byteAt(at + 9)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${low}${last}-${tail}` as Uuid;
}

const byteAt = (at: number): number => pool[at] ?? 0;

export const isUuid = (value: unknown): value is Uuid => typeof value === 'string' && shape.test(value);

/** Turns text from a trusted place (a row, an event) into an id. Throws when it is none. */
export function asUuid(value: string): Uuid {
  if (!isUuid(value)) throw new TypeError('not a UUID in canonical form');
  return value;
}
