import type { Run } from './figure.js';
import { quantile } from './quantile.js';

/**
 * Measures two sides in turn, so that a noisy machine disturbs both alike. The first pair warms up and is dropped; which
 * side goes first changes with every pair.
 *
 * @param measure answers a rate or a time of one side
 * @returns the median of the ratios a / b, with the 5th and 95th percentile
 */
export async function interleave(name: string, pairs: number, a: () => Promise<number>, b: () => Promise<number>): Promise<Run> {
  const measured: { a: number; b: number }[] = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    const first = pair % 2 === 0;
    const one = first ? await a() : await b();
    const other = first ? await b() : await a();
    measured.push(first ? { a: one, b: other } : { a: other, b: one });
  }
  return runOf(name, measured.slice(1));
}

/** Pairs that were measured, with the quantiles of their ratios. */
export function runOf(name: string, pairs: readonly { readonly a: number; readonly b: number }[]): Run {
  const ratios = pairs.map(({ a, b }) => a / b);
  return { name, pairs, median: quantile(ratios, 0.5), p5: quantile(ratios, 0.05), p95: quantile(ratios, 0.95) };
}
