import { OpaqueTokens } from '@cairn/access';
import type { FigureQuestion } from '@cairn/metrics';
import { CLOCK } from '@cairn/service';
import { GraphContext, openPage, optionalUuid, toConnection } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Figures } from '../analytics/answer/figures.service.js';
import { achievementRef } from '../pathway/achievement-ref.js';
import { publishedPairOf } from '../published-figures/published-pair.js';
import { ProtectedFigures } from '../published-figures/protected-figures.service.js';
import type { QueryTransitionsArgs } from '../schema.types.js';
import { ageOf } from './age.js';
import { seesExactly } from './analyst.js';
import { byKeys } from './key-order.js';
import { definitionOf } from './metric-names.js';
import { questionAbout } from './question.js';

const pairsMax = 10_000;
const figureBy = { FIRST: 'FIRST', ANY_TO_NEXT: 'ANY' } as const;

/** M15. */
@Resolver()
export class TransitionResolver {
  constructor(
    private readonly figures: Figures,
    private readonly published: ProtectedFigures,
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  async transitions(@Args() { input: { basis, ...input }, ...args }: QueryTransitionsArgs, @Context() context: GraphContext) {
    const tenant = optionalUuid('Tenant', input.tenantId) ?? context.tenant;
    const figure = figureBy[basis ?? 'FIRST'];
    const question = { ...questionAbout({ metric: 'M15', figure }, input, today(this.clock)), top: pairsMax };
    if (!seesExactly(context.principal, tenant)) return this.publishedPairs(tenant, question, typeof input.asOf === 'string', args);
    const { observationEnd } = question;
    const identity = { list: 'transitions', tenant, filter: [figure, observationEnd] };
    const page = openPage<[number, string, string]>(this.tokens, identity, args);
    const answer = await this.figures.ask(tenant, question, context.awaits);
    const pairs = answer.rows.map((row) => ({ earners: Number(row.numerator), sameDay: Number(row.same_day), of: Number(row.denominator), from: String(row.from_achievement), to: String(row.to_achievement) }));
    const { after } = page;
    const left = after === null ? pairs : pairs.filter(({ earners, from, to }) => earners < after[0] || (earners === after[0] && byKeys([from, to], [after[1], after[2]]) > 0));
    const same = { metric: definitionOf('M15', figure), observationEnd, asOf: ageOf(answer, this.clock) };
    return toConnection(this.tokens, identity, page, left.slice(0, page.limit), {
      node: ({ from, to, ...counts }) => ({ ...counts, from: achievementRef(from), to: achievementRef(to), ...same }),
      keysOf: ({ earners, from, to }) => [earners, from, to],
    });
  }

  /** What the tenant has published, for those who may not see exact figures. */
  private async publishedPairs(tenant: string, question: FigureQuestion, isDated: boolean, args: { first: number; after?: string | null }) {
    const identity = { list: 'published transitions', tenant, filter: question.figure };
    const page = openPage<[number, string, string]>(this.tokens, identity, args);
    const rows = await this.published.pairs(tenant, question, { isDated }, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: publishedPairOf, keysOf: ({ earners, from, to }) => [earners, from, to] });
  }
}
