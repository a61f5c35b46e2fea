import { GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MutationHoldSubmissionArgs, MutationReleaseSubmissionArgs } from '../../schema.types.js';
import { SubmissionNodes } from '../submission/submission-nodes.js';
import { HoldService } from './hold.service.js';

/** Holds: ids in, payloads out. */
@Resolver()
export class HoldResolver {
  constructor(
    private readonly service: HoldService,
    private readonly nodes: SubmissionNodes,
  ) {}

  @Mutation()
  async holdSubmission(@Args() { input }: MutationHoldSubmissionArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.service.hold(context.caller, requireUuid('Submission', input.id)));
  }

  @Mutation()
  async releaseSubmission(@Args() { input }: MutationReleaseSubmissionArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.service.release(context.caller, requireUuid('Submission', input.id)));
  }
}
