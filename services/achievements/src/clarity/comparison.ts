import { factLabels, factText } from '@cairn/clarity';
import type { ClarityFactName } from '../schema.types.js';
import type { ClarityCard } from './clarity-card.js';

/** What one definition says of a fact; `text` says a gap aloud. */
export interface ComparedFact {
  readonly status: ClarityCard['facts'][number]['status'];
  readonly text: string;
}

export interface ComparisonRow {
  readonly fact: ClarityFactName;
  readonly label: string;
  /** In the order of the cards. */
  readonly cells: readonly ComparedFact[];
}

/** Cards side by side: a row for each of the 18 facts, a cell for each card. Nothing is put above anything. */
export const comparisonOf = (cards: readonly ClarityCard[]): ComparisonRow[] =>
  (Object.keys(factLabels) as ClarityFactName[]).map((fact, row) => ({
    fact,
    label: factLabels[fact],
    cells: cards.map(({ facts }) => {
      const { status, value } = facts[row] ?? { status: 'NOT_STATED', value: null };
      return { status, text: factText({ status, value }) };
    }),
  }));
