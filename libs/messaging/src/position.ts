import { type OpaqueTokens, whoActs } from '@cairn/access';
import type { Mark } from './outbox.js';

/** What the token of a position is sealed for. */
export const POSITION_PURPOSE = 'position';

/** Most marks in one position. */
export const MARKS_MAX = 50;

type Pairs = readonly (readonly [topic: string, event: string])[];

interface Sealed {
  /** Whose write it was; null for what no tenant wrote. */
  readonly of: string | null;
  readonly pairs: Pairs;
}

/**
 * The position of a write, as clients keep it. Of more than 50 marks the last are kept: those are the events of one bulk
 * job, which share a key and therefore arrive in order.
 */
export function encodePosition(tokens: OpaqueTokens, marks: readonly Mark[]): string {
  const sealed: Sealed = { of: whoActs().tenant, pairs: marks.slice(-MARKS_MAX).map(({ topic, event }) => [topic, event]) };
  return tokens.seal(POSITION_PURPOSE, sealed);
}

/**
 * The marks of one token or of several joined by commas; undefined when one of them is not ours or there are too many.
 *
 * @param tenant whose positions alone are taken; left out: anybody's, for those who wait for what another told them of
 */
export function readPosition(tokens: OpaqueTokens, text: string, tenant?: string): Mark[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > MARKS_MAX) return undefined;
  const marks = new Map<string, Mark>();
  for (const part of parts) {
    const sealed = openSealed(tokens, part);
    if (!sealed || (tenant !== undefined && sealed.of !== null && sealed.of !== tenant)) return undefined;
    for (const [topic, event] of sealed.pairs) marks.set(event, { topic, event: event as Mark['event'] });
  }
  return marks.size > MARKS_MAX ? undefined : [...marks.values()];
}

function openSealed(tokens: OpaqueTokens, part: string): Sealed | undefined {
  const sealed = tokens.open<Sealed>(POSITION_PURPOSE, part);
  // A later version of the registry may seal something else under this name.
  return sealed && 'of' in sealed && Array.isArray(sealed.pairs) ? sealed : undefined;
}

/** When an event id was made, in epoch ms (RFC 9562, version 7); undefined for ids derived from content. */
export function timeOfId(id: string): number | undefined {
  if (id[14] !== '7') return undefined;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
