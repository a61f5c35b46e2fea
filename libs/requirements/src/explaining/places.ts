import type { Witness } from '../answer/draft.js';

const known = new WeakMap<Witness, ReadonlyMap<string, readonly string[]>>();

/** The counting nodes at which a witness counts a unit; looked up once for all nodes that ask. */
export function placesOf(unit: string, witness: Witness): readonly string[] {
  let places = known.get(witness);
  if (!places) {
    const found = new Map<string, string[]>();
    for (const [node, pairs] of witness.pairs) for (const one of new Set(pairs.map((pair) => pair.unit))) found.set(one, found.get(one) ?? []).get(one)!.push(node);
    places = found;
    known.set(witness, places);
  }
  return places.get(unit) ?? [];
}
