import { OpaqueTokens } from '@cairn/access';
import type { FigureQuestion } from '@cairn/metrics';
import { CLOCK } from '@cairn/service';
import { badInput, GraphContext, openPage, optionalUuid, toConnection } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { AnswerRow } from '../analytics/answer/answer-row.js';
import { Figures } from '../analytics/answer/figures.service.js';
import { publishedCellOf } from '../published-figures/published-cell.js';
import { ProtectedFigures } from '../published-figures/protected-figures.service.js';
import type { QueryStackingAggregateArgs, StackingAggregateInput } from '../schema.types.js';
import { ageOf } from './age.js';
import { seesExactly } from './analyst.js';
import { cellOf, keysOf } from './cell.js';
import { byKeys } from './key-order.js';
import { definitions } from './metric-names.js';
import { readQuestion } from './question.js';

const cellsMax = 1_000;

@Resolver()
export class StackingResolver {
  constructor(
    private readonly figures: Figures,
    private readonly published: ProtectedFigures,
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('metricCatalogue')
  catalogue() {
    return definitions();
  }

  @Query()
  async stackingAggregate(@Args() { input, ...args }: QueryStackingAggregateArgs, @Context() context: GraphContext) {
    const question = readQuestion(input, today(this.clock));
    const tenant = optionalUuid('Tenant', input.tenantId) ?? context.tenant;
    if (!seesExactly(context.principal, tenant)) return this.publishedCells(tenant, question, input, args);
    const identity = { list: 'stackingAggregate', tenant, filter: question };
    const page = openPage<string[]>(this.tokens, identity, args);
    const answer = await this.figures.ask(tenant, question, context.awaits);
    if (answer.rows.length > cellsMax) throw badInput('More than 1,000 cells. Ask for fewer dimensions.');
    const told = telling(answer.rows).map((row) => ({ row, place: keysOf(question, row).map(({ value }) => value) })).sort((x, y) => byKeys(x.place, y.place));
    const { after } = page;
    const rows = after === null ? told : told.filter(({ place }) => byKeys(place, after) > 0);
    const asOf = ageOf(answer, this.clock);
    return toConnection(this.tokens, identity, page, rows.slice(0, page.limit), { node: ({ row }) => cellOf(question, row, asOf), keysOf: ({ place }) => place });
  }

  /** What the tenant has published, for those who may not see exact figures. */
  private async publishedCells(tenant: string, question: FigureQuestion, { asOf }: StackingAggregateInput, args: { first: number; after?: string | null }) {
    const identity = { list: 'published figures', tenant, filter: { ...question, observationEnd: null } };
    const page = openPage<string[]>(this.tokens, identity, args);
    const rows = await this.published.cells(tenant, question, { isDated: typeof asOf === 'string' }, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: (cell) => publishedCellOf(question, cell), keysOf: ({ keys }) => keys });
  }
}

/** Of cells in which nobody could be observed for the whole window there is nothing to tell, unless there are no others: then they say why. */
function telling(rows: readonly AnswerRow[]): readonly AnswerRow[] {
  const observed = rows.filter(({ denominator }) => Number(denominator) > 0);
  return observed.length > 0 ? observed : rows;
}
