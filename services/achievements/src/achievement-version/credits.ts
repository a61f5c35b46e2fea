import { type Refusal, refusal } from '@cairn/access';
import type { CreditsInput } from '../schema.types.js';
import { isGiven, tooMany } from './key-fault.js';
import { lineFault } from './markdown-fault.js';
import type { Credits } from './version-facts.js';

/** Every fault in the form of amounts of credit, each with its path. */
export const creditsFaults = (credits: readonly CreditsInput[], path: readonly string[]): Refusal[] => [
  ...tooMany(credits, 10, path),
  ...credits.flatMap(({ unit, amount, category }, index) => [
    ...lineFault(unit, 50, [...path, String(index), 'unit']),
    ...(amount > 0 && amount <= 100_000 && Number(amount.toFixed(2)) === amount
      ? []
      : [refusal('INVALID_VALUE', 'An amount is above 0, at most 100,000, with at most two decimals.', ...path, String(index), 'amount')]),
    ...(isGiven(category) ? lineFault(category, 100, [...path, String(index), 'category']) : []),
  ]),
];

export const toCredits = (credits: readonly CreditsInput[]): Credits[] =>
  credits.map(({ unit, amount, category }) => ({ unit: unit.trim(), amount, category: category?.trim() ?? null }));
