/** Two submissions of different earners that hold the same file. Says that somebody should look, and blocks nothing. Ids are bare. */
export interface EvidenceSignal {
  readonly id: string;
  readonly tenant: string;
  readonly kind: 'DUPLICATE_EVIDENCE';
  /** The two submissions in the order of their ids, so that a pair has one signal whichever was looked at first. */
  readonly submissions: readonly [string, string];
  /** How many files are the same. */
  readonly files: number;
  readonly raisedAt: Date;
}
