import type { LocalisedText, Pathway } from '../language/pathway.js';
import { countedIn } from '../language/tree.js';

/** A step of the completion funnel: a counted top-level requirement; `step` counts from 1 in declared order, not by date. */
export interface Step {
  readonly step: number;
  readonly requirement: string;
  readonly title: LocalisedText | null;
}

/** The steps of a version (analytics.md, fact_step). */
export function stepsOf({ requirements }: Pick<Pathway, 'requirements'>): Step[] {
  return countedIn(requirements).map(({ id, title = null }, at) => ({ step: at + 1, requirement: id, title }));
}
