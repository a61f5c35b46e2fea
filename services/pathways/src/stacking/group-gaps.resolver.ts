import { comparedByGroup, type Gap, gapsTo, windowOf } from '@cairn/metrics';
import { CLOCK } from '@cairn/service';
import { badInput, GraphContext, optionalUuid } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { Answer } from '../analytics/answer/answer-row.js';
import { Figures } from '../analytics/answer/figures.service.js';
import { publishedGapsOf } from '../published-figures/published-gaps-node.js';
import { ProtectedFigures } from '../published-figures/protected-figures.service.js';
import type { QueryGroupGapsArgs } from '../schema.types.js';
import { ageOf } from './age.js';
import { seesExactly } from './analyst.js';
import { definitionOf, figureNamed } from './metric-names.js';
import { questionAbout } from './question.js';

const groupsMax = 100;

/** M14. */
@Resolver()
export class GroupGapsResolver {
  constructor(
    private readonly figures: Figures,
    private readonly published: ProtectedFigures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  async groupGaps(@Args() { input: { metric, reference, ...input } }: QueryGroupGapsArgs, @Context() context: GraphContext) {
    const tenant = optionalUuid('Tenant', input.tenantId) ?? context.tenant;
    const compared = figureNamed[metric];
    if (!comparedByGroup.includes(compared.metric)) throw badInput(`Groups are compared by ${comparedByGroup.join(', ')}; not by ${compared.metric}.`);
    const question = questionAbout(compared, { ...input, groupBy: ['GROUP_VALUE'] }, today(this.clock));
    if (!seesExactly(context.principal, tenant)) return publishedGapsOf(question, reference, await this.published.cells(tenant, question, { isDated: typeof input.asOf === 'string' }, null, groupsMax));
    const answer = await this.figures.ask(tenant, question, context.awaits);
    return {
      group: input.group,
      reference,
      groups: gapsOf(answer, reference),
      metric: definitionOf('M14'),
      compared: definitionOf(compared.metric, compared.figure),
      windowDays: windowOf(question),
      observationEnd: question.observationEnd,
      asOf: ageOf(answer, this.clock),
    };
  }
}

function gapsOf({ rows }: Answer, reference: string) {
  if (rows.length > groupsMax) throw badInput(`More than ${groupsMax} groups cannot be compared.`);
  const rates = rows.map((row) => ({ group: String(row.group_value), numerator: Number(row.numerator), denominator: Number(row.denominator), excluded: Number(row.excluded) }));
  const gaps = gapsTo(reference, rates);
  if (!gaps) throw badInput(`Nobody is in the group ${JSON.stringify(reference)}; there are ${rates.map(({ group }) => JSON.stringify(group)).join(', ') || 'none'}.`);
  return gaps.map((gap, at) => ({ ...gapNode(gap), excluded: rates[at]?.excluded ?? 0 }));
}

const gapNode = ({ group, numerator, denominator, points, interval, ratio, toReview }: Gap) => ({
  value: group,
  numerator,
  denominator,
  rate: denominator === 0 ? null : numerator / denominator,
  gap: points,
  low: interval?.low ?? null,
  high: interval?.high ?? null,
  ratio,
  flagged: toReview,
});
