/** Where facts of one tenant come from. */
export interface FactSource {
  readonly tenant: string;
  /** Last day that all of them were known of. */
  readonly observationEnd: string;
  /** How far the source had read when they were taken; null for one that reads nothing. */
  readonly position: string | null;
  /**
   * Writes each fact into `<fact>.csv` of a folder: a header, columns as `columnsOf` has them, what is open empty and without
   * quotes, text that is empty in quotes. There is no file of a fact that the source does not keep.
   */
  write(folder: string, told: (done: number, total: number) => void): Promise<void>;
}
