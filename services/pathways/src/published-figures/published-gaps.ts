import { type Gap, gapsTo } from '@cairn/metrics';
import type { ReadCell } from './figure-cells.js';

/** A group with what may be told of its gap. */
export interface PublishedGap {
  readonly group: string;
  readonly denominator: number;
  /** Null where the rate is hidden. */
  readonly numerator: number | null;
  readonly bound: string | null;
  /** Null where the rate of the group or of the reference is hidden. */
  readonly gap: Gap | null;
}

/** Gaps between published rates of groups, whose key is the last one of a cell. Null where the reference is not among them. */
export function publishedGaps(reference: string, cells: readonly ReadCell[]): PublishedGap[] | null {
  const groupOf = ({ keys }: ReadCell): string => keys.at(-1) ?? '';
  if (!cells.some((cell) => groupOf(cell) === reference)) return null;
  const shown = cells.flatMap((cell) => (cell.numerator === null ? [] : [{ group: groupOf(cell), numerator: cell.numerator, denominator: cell.denominator }]));
  const gaps = new Map(gapsTo(reference, shown)?.map((gap) => [gap.group, gap]));
  return cells.map((cell) => ({ group: groupOf(cell), denominator: cell.denominator, numerator: cell.numerator, bound: cell.bound, gap: gaps.get(groupOf(cell)) ?? null }));
}
