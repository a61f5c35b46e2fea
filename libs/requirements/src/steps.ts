import type { LocalisedText, PathwayDefinition } from './definition.js';

/** A step of the completion funnel: a counted top-level requirement; `step` counts from 1 in declared order, not by date. */
export interface Step {
  readonly step: number;
  readonly requirement: string;
  readonly title: LocalisedText | null;
}

/** The steps of a version; `Evaluation.steps` has the day each was reached, in the same order (analytics.md, fact_step). */
export function stepsOf(definition: PathwayDefinition): Step[] {
  return definition.requirements
    .filter((node) => node.optional !== true)
    .map((node, at) => ({ step: at + 1, requirement: node.id, title: node.title ?? null }));
}
