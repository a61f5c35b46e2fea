import { GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosures } from '../disclosure/disclosures.js';
import type { Earner } from '../earner/earner.js';
import { type EarnerNode, EarnerNodes } from '../earner/earner-nodes.js';
import { EarnerAccess } from '../person/earner-access.js';
import type { MutationSetStatisticsGroupsArgs } from '../schema.types.js';
import type { StatisticsGroup } from './statistics-group.js';
import { StatisticsGroups } from './statistics-groups.service.js';

/** `Earner.statisticsGroups`, and what states them. */
@Resolver('Earner')
export class StatisticsGroupsResolver {
  constructor(
    private readonly groups: StatisticsGroups,
    private readonly access: EarnerAccess,
    private readonly nodes: EarnerNodes,
    private readonly disclosures: Disclosures,
  ) {}

  @ResolveField()
  async statisticsGroups(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    if (!row || !this.access.maySeeAll(context.principal, row)) return null;
    const said = await context.loader<Earner, StatisticsGroup[]>('statistics groups of earners', (rows) => this.groups.of(rows)).load(row);
    if (said?.length) this.disclosures.show(context, 'read.earner-data', row);
    return said ?? [];
  }

  @Mutation()
  async setStatisticsGroups(@Args() { input }: MutationSetStatisticsGroupsArgs, @Context() context: GraphContext) {
    const said = input.groups.map(({ dimension, value, since, until }) => ({ dimension, value, since: since ?? null, until: until ?? null }));
    return this.nodes.payload(context, await this.groups.state(context.caller, requireUuid('Earner', input.earnerId), said));
  }
}
