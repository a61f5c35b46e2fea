import { v7 } from 'uuid';

/** A UUID in its canonical lower-case text form. Stored as `uuid`; shown to clients with a prefix (see @cairn/subgraph). */
export type Uuid = string & { readonly __uuid: unique symbol };

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A new UUIDv7 (RFC 9562): sorts by time, strictly monotone within this process. */
export const newId = (): Uuid => v7() as Uuid;

export const isUuid = (value: unknown): value is Uuid => typeof value === 'string' && shape.test(value);

/** Turns text from a trusted place (a row, an event) into an id. Throws when it is none. */
export function asUuid(value: string): Uuid {
  if (!isUuid(value)) throw new TypeError('not a UUID in canonical form');
  return value;
}
