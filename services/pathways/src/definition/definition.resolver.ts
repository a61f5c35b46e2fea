import { pathwaySchema } from '@cairn/requirements';
import { GraphContext, optionalUuid } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { QueryCheckPathwayDefinitionArgs } from '../schema.types.js';
import { DefinitionCheckService } from './definition-check.service.js';

/** The largest Int of GraphQL. */
const mostMinutes = 2_147_483_647;

@Resolver()
export class DefinitionResolver {
  constructor(private readonly service: DefinitionCheckService) {}

  @Query()
  pathwayDefinitionSchema() {
    return pathwaySchema;
  }

  @Query()
  async checkPathwayDefinition(@Args() { definition, pathwayId }: QueryCheckPathwayDefinitionArgs, @Context() context: GraphContext) {
    const checked = await this.service.check(context.principal, definition, optionalUuid('Pathway', pathwayId));
    if (!checked) return null;
    const { refusals, findings, totals } = checked;
    return {
      isPublishable: refusals.length === 0 && findings.every(({ level }) => level === 'warning'),
      refusals,
      findings: findings.map(({ level, ...finding }) => ({ ...finding, level: level.toUpperCase() })),
      totals: totals && { ...totals, effortMinutes: Math.min(totals.effortMinutes, mostMinutes) },
    };
  }
}
