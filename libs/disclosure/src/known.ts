import type { CellId } from './lattice.js';
import { least } from './threshold.js';

/** Between which values a reader knows a count to lie. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const exactly = (count: number): Span => ({ from: count, to: count });

/** What a reader knows of each cell before he adds anything up; of what is not named he knows nothing. */
export type Known = ReadonlyMap<CellId, Span>;

/** A figure that is kept as it was published is known to be less than 10 away. */
export const keptFrom = (published: number): Span => ({ from: Math.max(0, published - (least - 1)), to: published + (least - 1) });

export const widthOf = ({ from, to }: Span): number => to - from;
