import { compile } from './compile.js';
import type { PathwayDefinition } from './definition.js';
import type { Evaluation, Facts } from './evaluation.js';

/** One question about one earner. Who asks often compiles the definition once and calls `evaluate` of that. */
export function evaluate({
  definition,
  ...facts
}: Facts & { readonly definition: PathwayDefinition }): Evaluation {
  return compile(definition).evaluate(facts);
}
