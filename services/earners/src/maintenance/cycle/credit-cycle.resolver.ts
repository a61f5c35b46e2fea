import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { AwardNode } from '../../award/award-node.js';
import { AwardLoading } from '../../award/award-loading.js';
import type { AwardCreditCyclesArgs, AwardMaintenanceArgs, QueryCreditCycleArgs } from '../../schema.types.js';
import { creditCycleNode } from './credit-cycle-node.js';
import { CycleLoading } from './cycle-loading.js';

/** Cycles of an award, for its tenant and the person. */
@Resolver('Award')
export class CreditCycleResolver {
  constructor(
    private readonly loading: CycleLoading,
    private readonly awards: AwardLoading,
  ) {}

  @Query()
  async creditCycle(@Args() { awardId, number, ...asOf }: QueryCreditCycleArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Award', awardId);
    const award = uuid ? await this.awards.byUuid(uuid, context) : null;
    const judged = award?.own ? await this.loading.cycles(award.row, asOf, context) : null;
    return (judged && creditCycleNode(judged, number ?? judged.cycles.length - 1)) ?? null;
  }

  @ResolveField()
  async creditCycles(@Parent() { row, own }: AwardNode, @Args() asOf: AwardCreditCyclesArgs, @Context() context: GraphContext) {
    const judged = own ? await this.loading.cycles(row, asOf, context) : null;
    return judged && judged.cycles.flatMap((_, number) => creditCycleNode(judged, number) ?? []);
  }

  @ResolveField()
  async maintenance(@Parent() { row, own }: AwardNode, @Args() asOf: AwardMaintenanceArgs, @Context() context: GraphContext) {
    const maintained = own ? await this.loading.maintenance(row, asOf, context) : null;
    return maintained && { ...maintained, terms: row.term };
  }
}
