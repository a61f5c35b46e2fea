/** A price: amount of at most two decimals, ISO 4217 code. */
export interface Price {
  readonly amount: number;
  readonly currency: string;
}

/** What something costs; null where it is not known. */
export interface Cost {
  readonly effortMinutes: number | null;
  readonly price: Price | null;
}

/** What an achievement costs its earner. */
export type Weigh = (achievement: string) => Cost;

const unknown: Cost = { effortMinutes: null, price: null };

/** The cost of the achievement that costs least. */
export function cheapest(achievements: readonly string[], weigh: Weigh): Cost {
  const { effortMinutes, price } = achievements.map(weigh).sort(compareCosts)[0] ?? unknown;
  return { effortMinutes, price };
}

/** By effort, then by price; what is not known comes last, and prices in different currencies are as good as each other. */
export function compareCosts(a: Cost, b: Cost): number {
  const effort = (a.effortMinutes ?? Infinity) - (b.effortMinutes ?? Infinity);
  if (!Number.isNaN(effort) && effort !== 0) return effort;
  if (a.price === null || b.price === null) return Number(a.price === null) - Number(b.price === null);
  return a.price.currency === b.price.currency ? a.price.amount - b.price.amount : 0;
}
