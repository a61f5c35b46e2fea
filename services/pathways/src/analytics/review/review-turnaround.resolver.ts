import { type AtRisk, metricOf, reachedBy, survivalCurve } from '@cairn/metrics';
import { CLOCK } from '@cairn/service';
import { badInput, GraphContext } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { QueryReviewTurnaroundArgs } from '../../schema.types.js';
import { ageOf } from '../../stacking/age.js';
import { exactTenant } from '../../stacking/analyst.js';
import { keysOf } from '../../stacking/cell.js';
import { definitionOf } from '../../stacking/metric-names.js';
import { questionAbout } from '../../stacking/question.js';
import type { AnswerRow } from '../answer/answer-row.js';
import { Figures } from '../answer/figures.service.js';

const rowsMax = 100;

/** O2. */
@Resolver()
export class ReviewTurnaroundResolver {
  constructor(
    private readonly figures: Figures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  async reviewTurnaround(@Args() { input: { groupBy, ...input } }: QueryReviewTurnaroundArgs, @Context() context: GraphContext) {
    const tenant = exactTenant(context);
    const question = questionAbout({ metric: 'O2' }, { ...input, groupBy: groupBy ? [groupBy] : [] }, today(this.clock));
    const answer = await this.figures.ask(tenant, question, context.awaits);
    const cohorts = Map.groupBy(answer.rows, (row) => JSON.stringify(keysOf(question, row)));
    if (cohorts.size > rowsMax) throw badInput(`More than ${rowsMax} cohorts. Ask for those of a period.`);
    const same = { metric: definitionOf('O2'), note: metricOf('O2').note, observationEnd: question.observationEnd, asOf: ageOf(answer, this.clock) };
    return Array.from(cohorts, ([keys, rows]) => ({ keys: JSON.parse(keys) as ReturnType<typeof keysOf>, ...turnaroundOf(rows.map(atRiskOf)), ...same }));
  }
}

const atRiskOf = (row: AnswerRow): AtRisk => ({ t: Number(row.t), events: Number(row.events), censored: Number(row.censored), atRisk: Number(row.at_risk) });

/** Rows are in minutes. */
function turnaroundOf(rows: readonly AtRisk[]) {
  const curve = survivalCurve(rows);
  const hours = (share: number) => {
    const minutes = reachedBy(curve, share);
    return minutes === null ? null : minutes / 60;
  };
  return { submissions: rows[0]?.atRisk ?? 0, decided: rows.reduce((sum, { events }) => sum + events, 0), medianHours: hours(0.5), p90Hours: hours(0.9) };
}
