import type { Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { userErrors } from '@cairn/subgraph';
import type { Made } from './people-change.service.js';

/** The payload of a mutation: what was made and the mark of its events, or `none` and why not. */
export function payload<T, Fields extends object>(
  tokens: OpaqueTokens,
  made: Decision<Made<T>>,
  none: { readonly [Field in keyof Fields]: null },
  fields: (value: T) => Fields,
) {
  if (!made.ok) return { ...none, userErrors: userErrors(made.refusals), position: null };
  const { value, marks } = made.value;
  return { ...fields(value), userErrors: [], position: marks.length > 0 ? encodePosition(tokens, marks) : null };
}
