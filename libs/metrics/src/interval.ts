/** Of the standard normal distribution: 95 % lie no further from its middle. */
const z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % interval of an estimated share with the event, its variance by Greenwood on the scale log(-log S), which keeps it
 * between 0 and 1 (Kalbfleisch and Prentice). Null where the share is 0 or 1: there the scale ends.
 */
export function shareInterval({ share, greenwood }: { readonly share: number; readonly greenwood: number }): Interval | null {
  const surviving = 1 - share;
  if (surviving <= 0 || surviving >= 1 || !Number.isFinite(greenwood)) return null;
  const width = (z * Math.sqrt(greenwood)) / Math.abs(Math.log(surviving));
  return { low: 1 - surviving ** Math.exp(-width), high: 1 - surviving ** Math.exp(width) };
}

/** A share as counts; the denominator is above 0. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** The 95 % interval of a share by its score (Wilson, without correction). */
export function scoreInterval({ numerator, denominator: n }: Share): Interval {
  const p = numerator / n;
  const middle = p + (z * z) / (2 * n);
  const width = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return { low: Math.max((middle - width) / whole, 0), high: Math.min((middle + width) / whole, 1) };
}

/** The 95 % interval of one share less another, of different people, from the score intervals of the two (Newcombe 1998, method 10). */
export function differenceInterval(one: Share, other: Share): Interval {
  const [p, q] = [one.numerator / one.denominator, other.numerator / other.denominator];
  const [ofP, ofQ] = [scoreInterval(one), scoreInterval(other)];
  return { low: p - q - Math.hypot(p - ofP.low, ofQ.high - q), high: p - q + Math.hypot(ofP.high - p, q - ofQ.low) };
}
