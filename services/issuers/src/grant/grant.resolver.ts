import { OpaqueTokens } from '@cairn/access';
import { badInput, GraphContext, parseId, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MutationGiveGrantArgs, MutationWithdrawGrantArgs } from '../schema.types.js';
import type { Grant } from './grant.js';
import { grantNode, toScopedGrant } from './grant-node.js';
import { GrantService } from './grant.service.js';
import { payload } from './people-change.payload.js';

@Resolver('Grant')
export class GrantResolver {
  constructor(
    private readonly grants: GrantService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async giveGrant(@Args() { input }: MutationGiveGrantArgs, @Context() context: GraphContext) {
    const holder = parseId(input.holderId);
    if (holder?.noun !== 'Member' && holder?.noun !== 'ApiClient') throw badInput('A holder is a member (`mem_…`) or an API client (`apc_…`).');
    const { caller } = context;
    const made = await this.grants.give(caller, holder.uuid, toScopedGrant(caller.tenant ?? '', input));
    return payload(this.tokens, made, { grant: null }, (grant) => ({ grant: grantNode(grant) }));
  }

  @Mutation()
  async withdrawGrant(@Args() { input }: MutationWithdrawGrantArgs, @Context() context: GraphContext) {
    const made = await this.grants.withdraw(context.caller, requireUuid('Grant', input.id));
    return payload(this.tokens, made, { grant: null }, (grant) => ({ grant: grantNode(grant) }));
  }

  /** The grants of a holder, for `Member.grants` and `ApiClient.grants`: of the caller's tenant, or of that of a client an operator may see. */
  async of(context: GraphContext, holder: string, tenant = context.tenant): Promise<Grant[]> {
    const found = await context
      .loader<string, Grant[]>(`grants in ${tenant}`, async (holders) => {
        const grants = await this.grants.ofHolders(tenant, holders);
        return holders.map((one) => grants.filter((grant) => grant.holder === one));
      })
      .load(holder);
    return found ?? [];
  }
}
