/** Counts of decisions, as they are kept. */
export interface Counts {
  readonly firstDecided: number;
  readonly firstGranted: number;
  readonly secondDecided: number;
  readonly secondGranted: number;
  readonly granted: number;
  /** Filings of all submissions that were granted. */
  readonly grantedAttempts: number;
  readonly decisions: number;
  /** Business days from filing to decision, of all decisions. */
  readonly businessDays: number;
}

/** Rates and means; null where there is nothing to divide by. */
export interface Figures {
  readonly firstDecided: number;
  readonly firstPassRate: number | null;
  readonly secondTryAcceptance: number | null;
  readonly granted: number;
  readonly meanAttemptsToGrant: number | null;
  readonly meanBusinessDays: number | null;
}

export const noCounts: Counts = {
  firstDecided: 0,
  firstGranted: 0,
  secondDecided: 0,
  secondGranted: 0,
  granted: 0,
  grantedAttempts: 0,
  decisions: 0,
  businessDays: 0,
};

/** What one decision adds. `first`: whether the filing had none before; one that an appeal brought about is no first try. */
export const countsOf = ({ attempt, granted, first, businessDays }: { attempt: number; granted: boolean; first: boolean; businessDays: number }): Counts => ({
  firstDecided: Number(first && attempt === 1),
  firstGranted: Number(first && attempt === 1 && granted),
  secondDecided: Number(first && attempt === 2),
  secondGranted: Number(first && attempt === 2 && granted),
  granted: Number(granted),
  grantedAttempts: granted ? attempt : 0,
  decisions: Number(first),
  businessDays: first ? businessDays : 0,
});

export const figuresOf = (counts: Counts): Figures => ({
  firstDecided: counts.firstDecided,
  firstPassRate: share(counts.firstGranted, counts.firstDecided),
  secondTryAcceptance: share(counts.secondGranted, counts.secondDecided),
  granted: counts.granted,
  meanAttemptsToGrant: share(counts.grantedAttempts, counts.granted),
  meanBusinessDays: share(counts.businessDays, counts.decisions),
});

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
