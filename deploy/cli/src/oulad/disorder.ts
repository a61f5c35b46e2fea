import { createHash } from 'node:crypto';

/** The items in an order that says nothing of them; the same one for one seed. */
export function disordered<Item>(items: readonly Item[], seed: number, nameOf: (item: Item) => string): Item[] {
  const placed = items.map((item) => ({ item, place: createHash('sha256').update(`${seed}/${nameOf(item)}`).digest('hex') }));
  return placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ item }) => item);
}
