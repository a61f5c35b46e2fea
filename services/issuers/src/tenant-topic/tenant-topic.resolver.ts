import { GraphContext, inOrder, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { MutationCloseTenantTopicArgs, MutationOpenTenantTopicArgs } from '../schema.types.js';
import { accessRulesOf, groupPrefixOf, keptDays, type TenantTopic, topicNameOf } from './tenant-topic.js';
import { TenantTopics } from './tenant-topics.service.js';

const topicNode = ({ tenant, openedAt, closedAt }: TenantTopic) => ({
  name: topicNameOf(tenant),
  open: closedAt === null,
  openedAt,
  kept: `P${keptDays}D`,
  groupPrefix: groupPrefixOf(tenant),
  accessRules: accessRulesOf(tenant),
});

/** Topics of tenants. */
@Resolver('Tenant')
export class TenantTopicResolver {
  constructor(private readonly topics: TenantTopics) {}

  @Mutation()
  async openTenantTopic(@Args() { input }: MutationOpenTenantTopicArgs, @Context() { caller }: GraphContext) {
    const opened = await this.topics.open(caller, requireUuid('Tenant', input.tenantId));
    return opened.ok ? { topic: topicNode(opened.value), userErrors: [] } : { topic: null, userErrors: userErrors(opened.refusals) };
  }

  @Mutation()
  async closeTenantTopic(@Args() { input }: MutationCloseTenantTopicArgs, @Context() { caller }: GraphContext) {
    const closed = await this.topics.close(caller, requireUuid('Tenant', input.tenantId));
    return closed.ok ? { topic: topicNode(closed.value), userErrors: [] } : { topic: null, userErrors: userErrors(closed.refusals) };
  }

  @ResolveField()
  async topic(@Parent() { id }: { readonly id: string }, @Context() context: GraphContext) {
    const tenant = uuidOf('Tenant', id);
    const load = async (ids: readonly string[]) => inOrder(ids, await this.topics.of(context.principal, ids), (topic) => topic.tenant);
    const topic = tenant && (await context.loader<string, TenantTopic>(TenantTopicResolver, load).load(tenant));
    return topic ? topicNode(topic) : null;
  }
}
