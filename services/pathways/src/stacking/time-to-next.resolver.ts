import { type AtRisk, metricOf, printedCurve, reachedBy, survivalCurve } from '@cairn/metrics';
import { CLOCK } from '@cairn/service';
import { badInput, GraphContext, optionalUuid } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { AnswerRow } from '../analytics/answer/answer-row.js';
import { Figures } from '../analytics/answer/figures.service.js';
import { publishedCurveOf } from '../published-figures/published-curve-node.js';
import { ProtectedFigures } from '../published-figures/protected-figures.service.js';
import type { QueryTimeToNextArgs } from '../schema.types.js';
import { seesExactly } from './analyst.js';
import { ageOf } from './age.js';
import { keysOf } from './cell.js';
import { definitionOf } from './metric-names.js';
import { questionAbout } from './question.js';

const curvesMax = 100;

/** M7. */
@Resolver()
export class TimeToNextResolver {
  constructor(
    private readonly figures: Figures,
    private readonly published: ProtectedFigures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  async timeToNext(@Args() { input: { groupBy, ...input } }: QueryTimeToNextArgs, @Context() context: GraphContext) {
    const tenant = optionalUuid('Tenant', input.tenantId) ?? context.tenant;
    const question = questionAbout({ metric: 'M7' }, { ...input, groupBy: groupBy ? [groupBy] : [] }, today(this.clock));
    if (!seesExactly(context.principal, tenant)) return (await this.published.curves(tenant, question, { isDated: typeof input.asOf === 'string' })).map((one) => publishedCurveOf(question, one));
    const answer = await this.figures.ask(tenant, question, context.awaits);
    // Rows of one curve follow one another, each in the order of its days.
    const curves = Map.groupBy(answer.rows, (row) => JSON.stringify(keysOf(question, row)));
    if (curves.size > curvesMax) throw badInput(`More than ${curvesMax} curves. Ask for fewer: by another dimension, or of a period.`);
    const same = { metric: definitionOf('M7'), note: metricOf('M7').note, observationEnd: question.observationEnd, asOf: ageOf(answer, this.clock) };
    return Array.from(curves, ([keys, rows]) => ({ keys: JSON.parse(keys) as ReturnType<typeof keysOf>, ...curveOf(rows.map(atRiskOf)), ...same }));
  }
}

const atRiskOf = (row: AnswerRow): AtRisk => ({ t: Number(row.t), events: Number(row.events), censored: Number(row.censored), atRisk: Number(row.at_risk) });

const curveOf = (rows: readonly AtRisk[]) => ({
  points: printedCurve(rows).map(({ t, ...point }) => ({ days: t, ...point })),
  medianDays: reachedBy(survivalCurve(rows), 0.5),
  n: rows[0]?.atRisk ?? 0,
});
