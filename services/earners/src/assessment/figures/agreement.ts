/** A level that somebody gave beside the level that is right. */
export interface Pair {
  readonly given: string;
  readonly reference: string;
}

export interface Agreement {
  readonly scores: number;
  /** Share of the pairs that are equal; null of none. */
  readonly exact: number | null;
  /** Cohen's kappa (1960): (observed - expected) / (1 - expected) agreement. Null of none, and where chance alone would always agree. */
  readonly kappa: number | null;
}

/** How far levels agree with those that are right, and how far beyond chance. */
export function agreementOf(pairs: readonly Pair[]): Agreement {
  const scores = pairs.length;
  if (scores === 0) return { scores, exact: null, kappa: null };
  const exact = pairs.filter(({ given, reference }) => given === reference).length / scores;
  const [given, reference] = [shares(pairs.map((pair) => pair.given)), shares(pairs.map((pair) => pair.reference))];
  const expected = [...given].reduce((sum, [level, share]) => sum + share * (reference.get(level) ?? 0), 0);
  return { scores, exact, kappa: 1 - expected < Number.EPSILON ? null : (exact - expected) / (1 - expected) };
}

/** The share of each level. */
function shares(levels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  return new Map([...counts].map(([level, count]) => [level, count / levels.length]));
}
