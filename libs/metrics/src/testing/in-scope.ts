import type { World } from '../fact-rows.js';
import type { FigureScope } from '../figure-question.js';

/** The facts of a world that count in a scope: awards by issuer and achievement, enrolments by issuer and pathway, completions by pathway. */
export function inScope(world: World, { issuers, achievements, pathways }: FigureScope = {}): World {
  const isIn = (only: readonly string[] | undefined, id: string) => only === undefined || only.includes(id);
  return {
    ...world,
    fact_award: world.fact_award.filter((award) => isIn(issuers, award.issuer) && isIn(achievements, award.achievement)),
    fact_enrolment: world.fact_enrolment.filter((enrolment) => isIn(issuers, enrolment.issuer) && isIn(pathways, enrolment.pathway)),
    fact_completion: world.fact_completion.filter(({ pathway }) => isIn(pathways, pathway)),
  };
}
