import { GraphContext } from '@cairn/subgraph';
import { Context, Query, Resolver } from '@nestjs/graphql';

/** Echoes what the gateway knows: a root field belongs to a subgraph, and this one offers it. */
@Resolver('RateLimit')
export class RateLimitResolver {
  @Query()
  rateLimit(@Context() { rateLimit }: GraphContext) {
    return rateLimit ? { ...rateLimit, resetAt: new Date(rateLimit.resetAt) } : null;
  }
}
