import { GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { EarnerNodes } from '../earner/earner-nodes.js';
import type { MutationOpenOwnRecordArgs } from '../schema.types.js';
import { OpenRecordService } from './open-record.service.js';

/** Opening a record of one's own. */
@Resolver()
export class OpenRecordResolver {
  constructor(
    private readonly records: OpenRecordService,
    private readonly nodes: EarnerNodes,
  ) {}

  @Mutation()
  async openOwnRecord(@Args() { input }: MutationOpenOwnRecordArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.records.open(context.caller, requireUuid('Issuer', input.issuerId), input.name ?? null));
  }
}
