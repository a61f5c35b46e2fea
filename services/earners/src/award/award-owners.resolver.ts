import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { AchievementAwardsArgs, IssuerAwardsArgs } from '../schema.types.js';
import { AwardLoading } from './award-loading.js';

/** `Issuer.awards`: a field of ours on an object of the issuers service. */
@Resolver('Issuer')
export class IssuerAwardsResolver {
  constructor(private readonly loading: AwardLoading) {}

  @ResolveField()
  awards(@Parent() { id }: { id: string }, @Args() args: IssuerAwardsArgs, @Context() context: GraphContext) {
    return this.loading.of('issuer', id, args, context);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }) {
    return uuidOf('Issuer', id) ? { __typename: 'Issuer', id } : null;
  }
}

/** `Achievement.awards`: a field of ours on an object of the achievements service. */
@Resolver('Achievement')
export class AchievementAwardsResolver {
  constructor(private readonly loading: AwardLoading) {}

  @ResolveField()
  awards(@Parent() { id }: { id: string }, @Args() args: AchievementAwardsArgs, @Context() context: GraphContext) {
    return this.loading.of('achievement', id, args, context);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }) {
    return uuidOf('Achievement', id) ? { __typename: 'Achievement', id } : null;
  }
}
