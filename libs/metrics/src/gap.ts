import { differenceInterval } from './interval.js';

/** A rate of a group, as counts. */
export interface GroupRate {
  readonly group: string;
  readonly numerator: number;
  readonly denominator: number;
}

export interface Gap extends GroupRate {
  /** Percentage points above (or, negative, below) the reference; null where one of the rates has no denominator. */
  readonly points: number | null;
  /** 95 % interval of the points, by Newcombe; null as they are, and for the reference itself. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Rate over the rate of the reference; null as well where that is 0. */
  readonly ratio: number | null;
  /** The ratio is below 0.80. */
  readonly toReview: boolean;
}

/** Below it a ratio is marked: four fifths, compared in whole numbers. */
const marked = { of: 4, in: 5 };

/** The gaps of all groups to a reference group (M14), in their order. Null where the reference is not among them. */
export function gapsTo(reference: string, rates: readonly GroupRate[]): Gap[] | null {
  const base = rates.find(({ group }) => group === reference);
  if (!base) return null;
  return rates.map((rate) => {
    const known = rate.denominator > 0 && base.denominator > 0;
    const points = known ? (100 * (rate.numerator * base.denominator - base.numerator * rate.denominator)) / (rate.denominator * base.denominator) : null;
    const interval = known && rate !== base ? differenceInterval(rate, base) : null;
    const comparable = known && base.numerator > 0;
    const ratio = comparable ? (rate.numerator * base.denominator) / (rate.denominator * base.numerator) : null;
    const toReview = comparable && marked.in * rate.numerator * base.denominator < marked.of * rate.denominator * base.numerator;
    return { ...rate, points, interval: interval && { low: 100 * interval.low, high: 100 * interval.high }, ratio, toReview };
  });
}
