import { createHash } from 'node:crypto';

/**
 * A sample of ids that anybody can draw again: those with the lowest SHA-256 of `seed|id`, in that order.
 *
 * @param size how many; all of them when there are fewer
 */
export function sampleOf(ids: readonly string[], size: number, seed: string): string[] {
  const drawn = ids.map((id) => ({ id, lot: createHash('sha256').update(`${seed}|${id}`).digest('hex') }));
  return drawn
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
}
