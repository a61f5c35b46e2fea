import { nextSteps, resultDocument, type ResultDocument } from '@cairn/requirements';
import type { Found } from '../progress/evaluated.js';

/** All that section 9 of pathways.md tells of one enrolment, beside what is stored. Ids are bare. */
export interface Explanation {
  readonly nodes: NonNullable<ResultDocument['nodes']>;
  readonly units: readonly { readonly requirement: string; readonly amount: number }[];
  readonly intervals: ResultDocument['intervals'];
  readonly cycles: ResultDocument['cycles'];
  readonly exits: ResultDocument['exits'];
  readonly milestones: readonly { readonly node: string; readonly achievement: string; readonly periods: ResultDocument['intervals'] }[];
  readonly exceptions: ResultDocument['exceptions'];
  /** Nearest first, at most 20. */
  readonly missing: readonly { readonly node: string; readonly reason: string; readonly achievement: string | null }[];
}

/** Nothing is asked of costs here: what is missing is missing at any price. */
const unweighed = () => ({ effortMinutes: null, price: null });

export function explanationOf({ question, answer }: Found): Explanation {
  const { nodes = [], units = {}, intervals, cycles, exits, exceptions } = resultDocument(question, answer, { explain: true });
  return {
    nodes,
    units: Object.entries(units).map(([requirement, amount]) => ({ requirement, amount })),
    intervals,
    cycles,
    exits,
    milestones: [...answer.milestones()].map(([node, { achievement, periods }]) => ({ node, achievement, periods })),
    exceptions,
    missing: nextSteps(question, answer, unweighed).map(({ node, reason, achievements }) => ({ node, reason, achievement: achievements[0] ?? null })),
  };
}
