import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { CredentialNodes } from './credential-node.service.js';

/** What this service adds to an award. The award itself is the earners service's. */
@Resolver('Award')
export class AwardResolver {
  constructor(private readonly nodes: CredentialNodes) {}

  /** One statement for all awards of a request. */
  @ResolveField()
  credential(@Parent() parent: { id: string }, @Context() context: GraphContext) {
    const uuid = uuidOf('Award', parent.id);
    return uuid ? this.nodes.byAward(context, uuid) : null;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }) {
    return uuidOf('Award', id) ? { __typename: 'Award' as const, id } : null;
  }
}
