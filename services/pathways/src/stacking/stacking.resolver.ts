import { OpaqueTokens } from '@cairn/access';
import { CLOCK } from '@cairn/service';
import { GraphContext, openPage, publicId, toConnection } from '@cairn/subgraph';
import { type Clock, instant, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { achievementRef } from '../pathway/pathway.loads.js';
import type { QueryStackingAggregateArgs, QueryTransitionsArgs, StackingDimension } from '../schema.types.js';
import { analystTenant } from './analyst.js';
import type { Figure, TransitionCount } from './figure.js';
import { definitionOf, metricCatalogue, metrics } from './metric-catalogue.js';
import { observationEnd, type Question, readQuestion } from './question.js';
import { StackingService } from './stacking.service.js';

@Resolver()
export class StackingResolver {
  constructor(
    private readonly stacking: StackingService,
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('metricCatalogue')
  catalogue() {
    return metricCatalogue;
  }

  @Query()
  async stackingAggregate(@Args() { input, ...args }: QueryStackingAggregateArgs, @Context() context: GraphContext) {
    const tenant = analystTenant(context);
    const question = readQuestion(input, today(this.clock));
    const identity = { list: 'stackingAggregate', tenant, filter: question };
    const page = openPage<[string]>(this.tokens, identity, args);
    const asOf = instant(this.clock);
    const rows = await this.stacking.figures(tenant, question, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows.length > 0 ? rows : nothing(question), {
      node: (figure) => cell(question, figure, asOf),
      keysOf: ({ key }) => [key],
    });
  }

  @Query()
  async transitions(@Args() { input, ...args }: QueryTransitionsArgs, @Context() context: GraphContext) {
    const tenant = analystTenant(context);
    const asOf = observationEnd(input.asOf, today(this.clock));
    const identity = { list: 'transitions', tenant, filter: asOf };
    const page = openPage<[number, string, string]>(this.tokens, identity, args);
    const rows = await this.stacking.transitions(tenant, asOf, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: ({ from, to, earners }: TransitionCount) => ({
        from: achievementRef(from),
        to: achievementRef(to),
        earners,
        metric: metrics.M15,
        observationEnd: asOf,
      }),
      keysOf: ({ from, to, earners }) => [earners, from, to],
    });
  }
}

/** Without a dimension there is always one cell, be it empty. */
const nothing = ({ dimension, metric }: Question): Figure[] =>
  dimension === null ? [{ key: '', den: 0, num: metric === 'M0_AWARDS_AND_EARNERS' ? null : 0, parts: {} }] : [];

const valueOf = (dimension: StackingDimension, key: string): string => {
  if (dimension === 'ACHIEVEMENT') return publicId('Achievement', key);
  return dimension === 'PATHWAY' ? publicId('Pathway', key) : key;
};

const cell = ({ metric, dimension, window, asOf: observed }: Question, { key, num, den, parts }: Figure, asOf: string) => ({
  keys: dimension === null ? [] : [{ dimension, value: valueOf(dimension, key) }],
  numerator: num,
  denominator: den,
  value: num === null || den === 0 ? null : num / den,
  parts: Object.entries(parts).map(([name, value]) => ({ name, value })),
  metric: definitionOf[metric],
  windowDays: window,
  observationEnd: observed,
  asOf,
});
