import { OpaqueTokens } from '@cairn/access';
import { forbidden, GraphContext, openPage, optionalUuid, publicId, requireUuid, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { grantNode } from '../grant/grant-node.js';
import { GrantResolver } from '../grant/grant.resolver.js';
import { payload } from '../grant/people-change.payload.js';
import type {
  MutationCreateApiClientArgs,
  MutationDisableApiClientArgs,
  MutationSetApiClientLimitClassArgs,
  MutationUpdateApiClientArgs,
  QueryApiClientArgs,
  QueryApiClientsArgs,
} from '../schema.types.js';
import { apiClientNode, apiKeyNode } from './api-client-node.js';
import { ApiClientChangeService } from './api-client-change.service.js';
import { ApiClientService } from './api-client.service.js';
import type { ApiKey } from './api-key.js';
import { ApiKeyService } from './api-key.service.js';

@Resolver('ApiClient')
export class ApiClientResolver {
  constructor(
    private readonly clients: ApiClientService,
    private readonly changes: ApiClientChangeService,
    private readonly keys: ApiKeyService,
    private readonly grants: GrantResolver,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async apiClient(@Args() { id }: QueryApiClientArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('ApiClient', id);
    const client = uuid && (await this.changes.one(context.principal, uuid));
    return client ? apiClientNode(client) : null;
  }

  @Query('apiClients')
  async list(@Args() args: QueryApiClientsArgs, @Context() context: GraphContext) {
    const identity = { list: 'apiClients', tenant: context.tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.changes.page(context.principal, page.after?.[0] ?? null, page.limit);
    if (rows === 'FORBIDDEN') throw forbidden('This needs the right ADMINISTER.');
    return toConnection(this.tokens, identity, page, rows, { node: apiClientNode, keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async createApiClient(@Args() { input }: MutationCreateApiClientArgs, @Context() context: GraphContext) {
    const created = await this.clients.create(context.caller, {
      tenant: optionalUuid('Tenant', input.tenantId),
      name: input.name,
      rights: input.rights,
      origins: input.origins ?? [],
      expiresAt: input.expiresAt ? new Date(input.expiresAt) : null,
    });
    return payload(this.tokens, created, { clientId: null, key: null, client: null }, ({ client, key }) => ({
      clientId: publicId('ApiClient', client.id),
      key,
      client: apiClientNode(client),
    }));
  }

  @Mutation()
  async updateApiClient(@Args() { input: { id, expiresAt, ...change } }: MutationUpdateApiClientArgs, @Context() context: GraphContext) {
    const changed = await this.changes.update(context.caller, requireUuid('ApiClient', id), {
      name: change.name ?? undefined,
      origins: change.origins ?? undefined,
      operationsOnly: change.operationsOnly ?? undefined,
      expiresAt: expiresAt === undefined || expiresAt === null ? expiresAt : new Date(expiresAt),
    });
    return payload(this.tokens, changed, { client: null }, (client) => ({ client: apiClientNode(client) }));
  }

  @Mutation()
  async setApiClientLimitClass(@Args() { input }: MutationSetApiClientLimitClassArgs, @Context() context: GraphContext) {
    const changed = await this.changes.setLimitClass(context.caller, requireUuid('ApiClient', input.id), input.limitClass);
    return payload(this.tokens, changed, { client: null }, (client) => ({ client: apiClientNode(client) }));
  }

  @Mutation()
  async disableApiClient(@Args() { input }: MutationDisableApiClientArgs, @Context() context: GraphContext) {
    const changed = await this.changes.disable(context.caller, requireUuid('ApiClient', input.id));
    return payload(this.tokens, changed, { client: null }, (client) => ({ client: apiClientNode(client) }));
  }

  @ResolveField('grants')
  async grantsOf(@Parent() { key, tenant }: { key: string; tenant: string }, @Context() context: GraphContext) {
    return (await this.grants.of(context, key, tenant)).map(grantNode);
  }

  @ResolveField('keys')
  async keysOf(@Parent() { key, tenant }: { key: string; tenant: string }, @Context() context: GraphContext) {
    const keys = await context
      .loader<string, ApiKey[]>(`keys of ${tenant}`, async (clients) => {
        const found = await this.keys.ofClients(tenant, clients);
        return clients.map((client) => found.filter((one) => one.client === client));
      })
      .load(key);
    return (keys ?? []).map(apiKeyNode);
  }
}
