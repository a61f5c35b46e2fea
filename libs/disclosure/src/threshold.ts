import { type CellId, cellAt, type Lattice } from './lattice.js';

/** Counts below are not shown, nor may what is hidden be known more closely (analytics.md, section 4.1). */
export const least = 10;
/** A rate of 0 or 1 is shown from this denominator on. */
const leastOfCertainty = 30;

/** Whether a count tells of so few that they could be recognised. */
export const isSmall = (count: number): boolean => count >= 1 && count < least;

/** Whether a hidden cell has to be protected: what is published nowhere only where it is small. */
export const tellsOfFew = ({ counts, unpublished }: Lattice, cell: CellId): boolean => !unpublished?.has(cell) || isSmall(counts.get(cell) ?? 0);

/**
 * What is hidden for its own sake: counts of 1 to 9, and both sides of a rate of 0 or 1 over fewer than 30, which would tell
 * of everybody what he did.
 */
export function primary({ counts, places }: Lattice): Set<CellId> {
  const hidden = new Set<CellId>();
  for (const [cell, count] of counts) if (isSmall(count)) hidden.add(cell);
  for (const place of places) {
    const [numerator, complement, denominator] = [cellAt(place, 'NUMERATOR'), cellAt(place, 'COMPLEMENT'), cellAt(place, 'DENOMINATOR')];
    const [done = 0, left = 0, of = 0] = [counts.get(numerator), counts.get(complement), counts.get(denominator)];
    if (of > 0 && of < leastOfCertainty && (done === 0 || left === 0)) hidden.add(numerator).add(complement);
  }
  return hidden;
}
