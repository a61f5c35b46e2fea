import { GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { EarnerNodes } from '../earner/earner-nodes.js';
import type { MutationMergeEarnersArgs, MutationSplitEarnerArgs } from '../schema.types.js';
import { MergeService } from './merge.service.js';

/** Merging records and undoing it. */
@Resolver()
export class MergeResolver {
  constructor(
    private readonly merges: MergeService,
    private readonly nodes: EarnerNodes,
  ) {}

  @Mutation()
  async mergeEarners(@Args() { input }: MutationMergeEarnersArgs, @Context() context: GraphContext) {
    const merged = await this.merges.merge(context.caller, requireUuid('Earner', input.fromId), requireUuid('Earner', input.intoId));
    return this.nodes.payload(context, merged);
  }

  @Mutation()
  async splitEarner(@Args() { input }: MutationSplitEarnerArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.merges.split(context.caller, requireUuid('Earner', input.earnerId)));
  }
}
