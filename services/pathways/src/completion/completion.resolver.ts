import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { type CompletionNode, EnrolmentLoads } from '../enrolment/enrolment.loads.js';

@Resolver('Completion')
export class CompletionResolver {
  constructor(private readonly loads: EnrolmentLoads) {}

  @ResolveField()
  enrolment(@Parent() { enrolmentId }: CompletionNode, @Context() context: GraphContext) {
    return this.loads.enrolment(context, enrolmentId);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    const uuid = uuidOf('Completion', id);
    return uuid ? this.loads.completion(context, uuid) : null;
  }
}
