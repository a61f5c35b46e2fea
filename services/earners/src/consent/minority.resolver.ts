import { GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosures } from '../disclosure/disclosures.js';
import type { Earner } from '../earner/earner.js';
import { type EarnerNode, EarnerNodes } from '../earner/earner-nodes.js';
import type { MutationStateMinorityArgs } from '../schema.types.js';
import { MinorityService } from './minority.service.js';

/** `Earner.minorUntil`, and what states it. */
@Resolver('Earner')
export class MinorityResolver {
  constructor(
    private readonly service: MinorityService,
    private readonly nodes: EarnerNodes,
    private readonly disclosures: Disclosures,
  ) {}

  @ResolveField()
  async minorUntil(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    if (!row) return null;
    const until = await context.loader<Earner, { day: string | null }>('minority of earners', async (rows) => (await this.service.of(rows)).map((day) => ({ day }))).load(row);
    if (until?.day) this.disclosures.show(context, 'read.earner-minority', row);
    return until?.day ?? null;
  }

  @Mutation()
  async stateMinority(@Args() { input }: MutationStateMinorityArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.service.state(context.caller, requireUuid('Earner', input.earnerId), input.until ?? null));
  }
}
