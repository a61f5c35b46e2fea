import { GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import type { MutationChallengeKeyArgs, MutationProveKeyArgs, MutationReleaseKeyArgs } from '../schema.types.js';
import { ProvenKeys } from './proven-keys.service.js';

/** Keys that persons have proven to hold. */
@Resolver('Viewer')
export class ProvenKeyResolver {
  constructor(private readonly keys: ProvenKeys) {}

  @Mutation()
  async challengeKey(@Args() { input }: MutationChallengeKeyArgs, @Context() { caller }: GraphContext) {
    const given = await this.keys.challenge(caller, input.did);
    return given.ok ? { challenge: given.value, userErrors: [] } : { challenge: null, userErrors: userErrors(given.refusals) };
  }

  @Mutation()
  async proveKey(@Args() { input }: MutationProveKeyArgs, @Context() { caller }: GraphContext) {
    const proven = await this.keys.prove(caller, input.proof);
    return proven.ok ? { key: proven.value, userErrors: [] } : { key: null, userErrors: userErrors(proven.refusals) };
  }

  @Mutation()
  async releaseKey(@Args() { input }: MutationReleaseKeyArgs, @Context() { caller }: GraphContext) {
    const released = await this.keys.release(caller, input.did);
    return released.ok ? { did: released.value, userErrors: [] } : { did: null, userErrors: userErrors(released.refusals) };
  }

  @ResolveField()
  async provenKeys(@Context() { principal: { account } }: GraphContext) {
    return account === null ? [] : this.keys.of(account);
  }
}
