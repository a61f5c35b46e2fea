import { GraphContext, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationCreateApiClientArgs, QueryPrincipalByKeyArgs } from '../schema.types.js';
import { ApiClientService } from './api-client.service.js';

@Resolver('ApiClient')
export class ApiClientResolver {
  constructor(private readonly clients: ApiClientService) {}

  /** Inaccessible in the graph: only the gateway's own signed request reaches it, to make the caller's principal. */
  @Query()
  async principalByKey(@Args() { keyHash }: QueryPrincipalByKeyArgs) {
    const client = await this.clients.byKeyHash(keyHash);
    if (!client) return null;
    return {
      kind: 'CLIENT',
      actorId: publicId('ApiClient', client.id),
      accountId: null,
      tenantId: publicId('Tenant', client.tenant),
      rights: client.rights,
      scoped: [],
      grantsVersion: 0,
      operator: client.operator,
      origins: [],
      operationsOnly: false,
      limitClass: 'PROVIDER',
    };
  }

  @Mutation()
  async createApiClient(@Args() { input }: MutationCreateApiClientArgs, @Context() context: GraphContext) {
    const tenant = input.tenantId ? requireUuid('Tenant', input.tenantId) : null;
    const created = await this.clients.create(context.caller, { tenant, name: input.name, rights: input.rights });
    if (!created.ok) return { clientId: null, key: null, userErrors: userErrors(created.refusals) };
    const { client, key } = created.value;
    return { clientId: publicId('ApiClient', client.id), key, userErrors: [] };
  }
}
