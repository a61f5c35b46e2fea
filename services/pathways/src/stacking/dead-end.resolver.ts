import { OpaqueTokens } from '@cairn/access';
import { CLOCK } from '@cairn/service';
import { GraphContext, openPage, toConnection } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Figures } from '../analytics/answer/figures.service.js';
import { achievementRef } from '../pathway/achievement-ref.js';
import type { QueryDeadEndsArgs } from '../schema.types.js';
import { ageOf } from './age.js';
import { exactTenant } from './analyst.js';
import { definitionOf } from './metric-names.js';
import { questionAbout } from './question.js';

/** O4. */
@Resolver()
export class DeadEndResolver {
  constructor(
    private readonly figures: Figures,
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  async deadEnds(@Args() { input, ...args }: QueryDeadEndsArgs, @Context() context: GraphContext) {
    const tenant = exactTenant(context);
    const { observationEnd } = questionAbout({ metric: 'O4' }, { ...input, windowDays: 730 }, today(this.clock));
    const identity = { list: 'deadEnds', tenant, filter: observationEnd };
    const page = openPage<[string]>(this.tokens, identity, args);
    const answer = await this.figures.ask(tenant, { metric: 'O4', observationEnd }, context.awaits);
    const same = { metric: definitionOf('O4'), observationEnd, asOf: ageOf(answer, this.clock) };
    const after = page.after?.[0] ?? '';
    const left = answer.rows.filter((row) => Number(row.numerator) === 1 && String(row.achievement) > after);
    return toConnection(this.tokens, identity, page, left.slice(0, page.limit), {
      node: (row) => ({
        achievement: achievementRef(String(row.achievement)),
        earners: Number(row.denominator),
        followed: Number(row.followed),
        inPathway: row.in_pathway === true,
        ...same,
      }),
      keysOf: (row) => [String(row.achievement)],
    });
  }
}
