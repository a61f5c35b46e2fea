/** One bit of one list, given to one credential. */
export interface StatusPlace {
  readonly list: string;
  /** 0-based. */
  readonly index: number;
}

/** Places leased at once: for awards made one by one, for many of them within a second, and for batches. */
export const leaseSizes = { interactive: 16, busy: 256, batch: 2_000 } as const;

/** @param sinceMs since the issuer's last lease */
export function leaseFor(count: number, sinceMs: number): number {
  if (count > leaseSizes.interactive) return count > leaseSizes.busy ? leaseSizes.batch : leaseSizes.busy;
  return sinceMs < 1_000 ? leaseSizes.busy : leaseSizes.interactive;
}

/** Public address of a list. */
export const listUrlOf = (publicUrl: string, list: string): string => `${publicUrl}/status/${list}`;

/** Public address of the list with the same indices that tells of suspensions. */
export const suspensionUrlOf = (listUrl: string): string => `${listUrl}/suspension`;
