import { GraphContext, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MutationRotateApiClientKeyArgs, MutationWithdrawApiClientKeyArgs } from '../schema.types.js';
import { apiKeyNode } from './api-client-node.js';
import { ApiKeyService } from './api-key.service.js';

/** Keys are told to nobody, hence no positions: the gateway looks them up where they are written. */
@Resolver('ApiClientKey')
export class ApiKeyResolver {
  constructor(private readonly keys: ApiKeyService) {}

  @Mutation()
  async rotateApiClientKey(@Args() { input }: MutationRotateApiClientKeyArgs, @Context() context: GraphContext) {
    const rotated = await this.keys.rotate(context.caller, requireUuid('ApiClient', input.id), {
      expiresAt: input.expiresAt ? new Date(input.expiresAt) : null,
      othersUntil: input.othersUntil ? new Date(input.othersUntil) : null,
    });
    if (!rotated.ok) return { key: null, shown: null, userErrors: userErrors(rotated.refusals), position: null };
    return { key: rotated.value.key, shown: apiKeyNode(rotated.value.kept), userErrors: [], position: null };
  }

  @Mutation()
  async withdrawApiClientKey(@Args() { input }: MutationWithdrawApiClientKeyArgs, @Context() context: GraphContext) {
    const withdrawn = await this.keys.withdraw(context.caller, requireUuid('ApiClient', input.id), input.prefix);
    if (!withdrawn.ok) return { withdrawn: null, userErrors: userErrors(withdrawn.refusals), position: null };
    return { withdrawn: apiKeyNode(withdrawn.value), userErrors: [], position: null };
  }
}
