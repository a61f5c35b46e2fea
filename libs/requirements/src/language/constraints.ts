import type { Duration } from '../duration.js';
import type { Selector } from './selector.js';

export type GroupBy = 'issuer' | 'series' | 'type' | 'level' | 'tag' | 'group' | 'skill' | 'achievement';
/** `awards` goes by number; `measure` by amount, which in a `count` is the number too. */
export type Unit = 'awards' | 'measure';

/** `clip` cuts the excess of matching awards; `whole` lets an award count wholly or not at all (section 4). */
export interface Cap {
  readonly where: Selector;
  readonly atMost: number;
  readonly mode?: 'clip' | 'whole';
  readonly unit?: Unit;
}

/** Contributions of matching counted awards add up to at least so much, after clipping. */
export interface Floor {
  readonly where: Selector;
  readonly atLeast: number;
  readonly unit?: Unit;
  /** Inside `maintain` only: asked of every sub-period of a cycle. */
  readonly per?: Duration;
}
