/**
 * The generic cell rate algorithm: a bucket is one number, the theoretical arrival time (TAT), at which it will be full
 * again. As in the rate limits of letsencrypt/boulder. Times are whole microseconds since 1970.
 */
export interface Gcra {
  /** Time in which one unit is restored, in µs. */
  readonly intervalUs: number;
  /** Time in which an empty bucket is full again, in µs. */
  readonly burstUs: number;
}

/** What became of a spending. */
export interface Spent {
  /** To be kept; the old one when refused. */
  readonly tat: number;
  /** When it would be possible, from now; 0 when it was done. */
  readonly waitUs: number;
}

/**
 * @param burst units in a full bucket
 * @param perSecond units restored in a second
 */
export function gcra(burst: number, perSecond: number): Gcra {
  const intervalUs = Math.max(1, Math.round(1_000_000 / perSecond));
  return { intervalUs, burstUs: burst * intervalUs };
}

/** Takes units out of the bucket, all or none. */
export function spend({ intervalUs, burstUs }: Gcra, tat: number, units: number, nowUs: number): Spent {
  const next = Math.max(tat, nowUs) + units * intervalUs;
  const waitUs = next - burstUs - nowUs;
  return waitUs > 0 ? { tat, waitUs } : { tat: next, waitUs: 0 };
}

/** Puts units back that were taken and not used; a bucket is never more than full. */
export const refund = ({ intervalUs }: Gcra, tat: number, units: number, nowUs: number): number => Math.max(tat - units * intervalUs, nowUs);

/** Units in the bucket. */
export const remaining = ({ intervalUs, burstUs }: Gcra, tat: number, nowUs: number): number =>
  Math.floor((burstUs - Math.max(0, tat - nowUs)) / intervalUs);
