import type { OpaqueTokens } from '@cairn/access';
import type { Mark } from './outbox.js';

/** What the token of a position is sealed for. */
export const POSITION_PURPOSE = 'position';

/** Most marks in one position. */
export const MARKS_MAX = 50;

type Pairs = readonly (readonly [topic: string, event: string])[];

/**
 * The position of a write, as clients keep it. Of more than 50 marks the last are kept: those are the events of one bulk
 * job, which share a key and therefore arrive in order.
 */
export function encodePosition(tokens: OpaqueTokens, marks: readonly Mark[]): string {
  return tokens.seal(POSITION_PURPOSE, marks.slice(-MARKS_MAX).map(({ topic, event }) => [topic, event]));
}

/** The marks of one token or of several joined by commas; undefined when one of them is not ours or there are too many. */
export function readPosition(tokens: OpaqueTokens, text: string): Mark[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > MARKS_MAX) return undefined;
  const marks = new Map<string, Mark>();
  for (const part of parts) {
    const pairs = openPairs(tokens, part);
    if (!pairs) return undefined;
    for (const [topic, event] of pairs) marks.set(event, { topic, event: event as Mark['event'] });
  }
  return marks.size > MARKS_MAX ? undefined : [...marks.values()];
}

function openPairs(tokens: OpaqueTokens, part: string): Pairs | undefined {
  try {
    return tokens.open<Pairs>(POSITION_PURPOSE, part);
  } catch {
    return undefined; // a MAC of ours over something else than JSON cannot be
  }
}

/** When an event id was made, in epoch ms (RFC 9562, version 7); undefined for ids derived from content. */
export function timeOfId(id: string): number | undefined {
  if (id[14] !== '7') return undefined;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
