/** How often one reviewer recommended or granted, of how many cases of an achievement. */
export interface RateOf {
  readonly reviewer: string;
  readonly cases: number;
  readonly granted: number;
}

/** A reviewer whose rate lies further from that of the others than chance explains. */
export interface UnusualRate extends RateOf {
  /** Share of the cases that were granted, 0 to 1. */
  readonly rate: number;
  /** The same share over the cases of all other reviewers. */
  readonly rateOfOthers: number;
}

/** How many standard errors make a rate unusual: of reviewers who judge alike, one in about 400 is named by chance. */
const standardErrors = 3;

/**
 * Reviewers with at least `casesMin` cases, as against at least as many of others, whose rates differ by more than three
 * standard errors of the difference (two-proportion z-test, pooled). It says that somebody should look, and no more.
 */
export function unusualRates(rates: readonly RateOf[], casesMin: number): UnusualRate[] {
  const all = rates.reduce((sum, { cases, granted }) => ({ cases: sum.cases + cases, granted: sum.granted + granted }), { cases: 0, granted: 0 });
  return rates.flatMap((own) => {
    const others = { cases: all.cases - own.cases, granted: all.granted - own.granted };
    if (own.cases < casesMin || others.cases < casesMin) return [];
    const pooled = all.granted / all.cases;
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / own.cases + 1 / others.cases));
    const [rate, rateOfOthers] = [own.granted / own.cases, others.granted / others.cases];
    return Math.abs(rate - rateOfOthers) > standardErrors * error ? [{ ...own, rate, rateOfOthers }] : [];
  });
}
