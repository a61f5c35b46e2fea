import type { Json } from '../json/json.js';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** An XSD dateTimeStamp (always with a zone), or undefined. */
export function readInstant(value: Json | undefined): Date | undefined {
  if (typeof value !== 'string' || !DATE_TIME.test(value)) return undefined;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Documents carry whole seconds: a key activated at 10:00:00.500 may rightly sign something `created` at 10:00:00. */
export function wholeSecond(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
