import { CLOCK } from '@cairn/service';
import { badInput, GraphContext } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { AnswerRow } from '../analytics/answer/answer-row.js';
import { Figures } from '../analytics/answer/figures.service.js';
import type { QueryCompletionTimesArgs } from '../schema.types.js';
import { ageOf } from './age.js';
import { exactTenant } from './analyst.js';
import { keysOf } from './cell.js';
import { definitionOf } from './metric-names.js';
import { questionAbout } from './question.js';

const rowsMax = 1_000;
/** Credits are kept in hundredths. */
const credit = 100;

/** M11. */
@Resolver()
export class CompletionTimesResolver {
  constructor(
    private readonly figures: Figures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  async completionTimes(@Args() { input: { groupBy, ...input } }: QueryCompletionTimesArgs, @Context() context: GraphContext) {
    const tenant = exactTenant(context);
    const question = questionAbout({ metric: 'M11' }, { ...input, groupBy: groupBy ? [groupBy] : [] }, today(this.clock));
    const answer = await this.figures.ask(tenant, question, context.awaits);
    if (answer.rows.length > rowsMax) throw badInput('More than 1,000 rows. Ask for fewer: of a period, or of some pathways.');
    const same = { metric: definitionOf('M11'), observationEnd: question.observationEnd, asOf: ageOf(answer, this.clock) };
    return answer.rows.map((row) => ({ keys: keysOf(question, row), n: Number(row.n), ...spreadsOf(row), ...same }));
  }
}

function spreadsOf(row: AnswerRow) {
  const spread = (what: string, unit: number) => {
    const at = (place: string) => (row[`${what}_${place}`] === null ? null : Number(row[`${what}_${place}`]) / unit);
    return { median: at('median'), p90: at('p90') };
  };
  return { days: spread('days', 1), credits: spread('credits', credit), excessCredits: spread('excess', credit) };
}
