/** One bit of one list, given to one credential. */
export interface StatusPlace {
  readonly list: string;
  /** 0-based. */
  readonly index: number;
}

/** Places leased at once: for awards made one by one, and for batches. */
export const leaseSizes = { interactive: 16, batch: 500 } as const;

export const leaseFor = (count: number): number => (count > leaseSizes.interactive ? leaseSizes.batch : leaseSizes.interactive);

/** Public address of a list. */
export const listUrlOf = (publicUrl: string, list: string): string => `${publicUrl}/status/${list}`;
