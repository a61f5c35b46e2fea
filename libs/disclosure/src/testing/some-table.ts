import { all, type CountTable, flat, type RollUp } from '../lattice.js';

const quarters: RollUp = (month) => [month, `Q${Math.ceil(Number(month) / 3)}`, all];

/** Small tables with small counts, of one to three dimensions, one of them with quarters above its months. */
export function someTable(chance: () => number): CountTable {
  const below = (limit: number) => Math.floor(chance() * limit);
  const dimensions = [quarters, flat, flat].slice(0, 1 + below(3));
  const sizes = dimensions.map((_, at) => 2 + below(at === 0 ? 5 : 3));
  const rows: { keys: string[]; numerator: number; denominator: number }[] = [];
  const fill = (keys: string[]): void => {
    if (keys.length < sizes.length) {
      for (let value = 1; value <= (sizes[keys.length] ?? 0); value += 1) fill([...keys, String(value)]);
      return;
    }
    if (chance() < 0.1) return;
    const denominator = below(chance() < 0.5 ? 15 : 120);
    rows.push({ keys, denominator, numerator: below(denominator + 1) });
  };
  fill([]);
  return { dimensions, rows };
}

/** Mulberry32: the same numbers for the same seed. */
export function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
