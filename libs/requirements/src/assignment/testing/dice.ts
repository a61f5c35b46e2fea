/** Chance that repeats: the same seed throws the same. */
export interface Dice {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** A whole number, both bounds included. */
  between(least: number, most: number): number;
  happens(chance: number): boolean;
  of<T>(some: readonly T[]): T;
}

/** SplitMix32. */
export function dice(seed: number): Dice {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, between: (least, most) => Math.floor(least) + below(Math.floor(most) - Math.floor(least) + 1), happens: (chance) => next() < chance, of: (some) => some[below(some.length)]! };
}
