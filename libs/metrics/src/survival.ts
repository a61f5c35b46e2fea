/** Units that came to their event, and that were lost from sight, `t` after their start; and all that had come that far. */
export interface AtRisk {
  readonly t: number;
  readonly events: number;
  readonly censored: number;
  readonly atRisk: number;
}

export interface SurvivalPoint extends AtRisk {
  /** Estimated share with the event by then: 1 - S(t). */
  readonly share: number;
  /** The sum of Greenwood: the variance of S(t) is this times S(t) squared. Infinite where the last at risk had the event. */
  readonly greenwood: number;
}

/** Kaplan-Meier over rows in the order of `t`; of one t events come before censorings, both are at risk. */
export function survivalCurve(rows: readonly AtRisk[]): SurvivalPoint[] {
  let surviving = 1;
  let greenwood = 0;
  return rows.map((row) => {
    const { events, atRisk } = row;
    surviving *= (atRisk - events) / atRisk;
    greenwood += events === 0 ? 0 : events / (atRisk * (atRisk - events));
    return { ...row, share: 1 - surviving, greenwood };
  });
}

/** The first t by which a share of the units has had its event; null when it was never reached. */
export const reachedBy = (curve: readonly SurvivalPoint[], share: number): number | null => curve.find((point) => point.share >= share - 1e-12)?.t ?? null;
