import type { PathwayDefinition } from './definition.js';
import { evaluateCompiled } from './evaluate-compiled.js';
import type { Evaluation, Facts } from './evaluation.js';
import { planOf } from './plan.js';

/** A definition made ready for many evaluations; immutable, so one may serve all requests of a process. */
export interface CompiledPathway {
  readonly definition: PathwayDefinition;
  /** The distinct achievements of its award nodes: what the index from achievement to pathway holds. */
  readonly leafAchievements: readonly string[];
  evaluate(facts: Facts): Evaluation;
}

export function compile(definition: PathwayDefinition): CompiledPathway {
  const plan = planOf(definition);
  return {
    definition,
    leafAchievements: [...plan.groupOf.keys()],
    evaluate: (facts) => evaluateCompiled(plan, facts),
  };
}
