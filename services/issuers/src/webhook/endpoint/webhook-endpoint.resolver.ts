import { type Decision, OpaqueTokens } from '@cairn/access';
import { forbidden, GraphContext, openPage, publicId, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  MutationCreateWebhookEndpointArgs,
  MutationDeleteWebhookEndpointArgs,
  MutationDisableWebhookEndpointArgs,
  MutationEnableWebhookEndpointArgs,
  MutationRotateWebhookSecretArgs,
  MutationUpdateWebhookEndpointArgs,
  QueryWebhookEndpointArgs,
  QueryWebhookEndpointsArgs,
} from '../../schema.types.js';
import { eventTypes } from '../../told-event/event-types.js';
import { secretText } from '../key/webhook-key.js';
import type { KeyShown } from '../key/webhook-key.store.js';
import { webhookEndpointNode } from './webhook-endpoint-node.js';
import { newestPayload } from '../../told-event/payload-version.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import { type Keyed, WebhookEndpoints } from './webhook-endpoints.service.js';

@Resolver('WebhookEndpoint')
export class WebhookEndpointResolver {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async webhookEndpoint(@Args() { id }: QueryWebhookEndpointArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('WebhookEndpoint', id);
    const endpoint = uuid && (await this.endpoints.one(context.principal, uuid));
    return endpoint ? webhookEndpointNode(endpoint) : null;
  }

  @Query('webhookEndpoints')
  async list(@Args() args: QueryWebhookEndpointsArgs, @Context() context: GraphContext) {
    const identity = { list: 'webhookEndpoints', tenant: context.tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.endpoints.page(context.principal, page.after?.[0] ?? null, page.limit);
    if (rows === 'FORBIDDEN') throw forbidden('This needs the right ADMINISTER.');
    return toConnection(this.tokens, identity, page, rows, { node: webhookEndpointNode, keysOf: ({ id }) => [id] });
  }

  @Query()
  webhookEventTypes() {
    return [...eventTypes.values()].map(({ name, says }) => ({ name, description: says }));
  }

  @Mutation()
  async createWebhookEndpoint(@Args() { input }: MutationCreateWebhookEndpointArgs, @Context() context: GraphContext) {
    const { url, eventTypes: types, description = null, payloadVersion, contact = null, scheme } = input;
    const stated = { url, eventTypes: types, description, payloadVersion: payloadVersion ?? newestPayload, contact };
    return keyedPayload(await this.endpoints.create(context.caller, stated, scheme ?? 'V1'));
  }

  @Mutation()
  async updateWebhookEndpoint(@Args() { input: { id, url, eventTypes: types, description, payloadVersion, contact } }: MutationUpdateWebhookEndpointArgs, @Context() context: GraphContext) {
    const change = {
      ...(url ? { url } : {}),
      ...(types ? { eventTypes: types } : {}),
      ...(description === undefined ? {} : { description }),
      ...(payloadVersion ? { payloadVersion } : {}),
      ...(contact === undefined ? {} : { contact }),
    };
    return payload(await this.endpoints.update(context.caller, requireUuid('WebhookEndpoint', id), change));
  }

  @Mutation()
  async rotateWebhookSecret(@Args() { input: { id, scheme, othersUntil } }: MutationRotateWebhookSecretArgs, @Context() context: GraphContext) {
    const until = othersUntil ? new Date(othersUntil) : undefined;
    return keyedPayload(await this.endpoints.rotate(context.caller, requireUuid('WebhookEndpoint', id), scheme ?? 'V1', until));
  }

  @Mutation()
  async disableWebhookEndpoint(@Args() { input }: MutationDisableWebhookEndpointArgs, @Context() context: GraphContext) {
    return payload(await this.endpoints.disable(context.caller, requireUuid('WebhookEndpoint', input.id)));
  }

  @Mutation()
  async enableWebhookEndpoint(@Args() { input }: MutationEnableWebhookEndpointArgs, @Context() context: GraphContext) {
    return payload(await this.endpoints.enable(context.caller, requireUuid('WebhookEndpoint', input.id)));
  }

  @Mutation()
  async deleteWebhookEndpoint(@Args() { input }: MutationDeleteWebhookEndpointArgs, @Context() context: GraphContext) {
    const removed = await this.endpoints.remove(context.caller, requireUuid('WebhookEndpoint', input.id));
    if (!removed.ok) return { id: null, userErrors: userErrors(removed.refusals), position: null };
    return { id: publicId('WebhookEndpoint', removed.value.id), userErrors: [], position: null };
  }

  @ResolveField('keys')
  async keysOf(@Parent() { key, tenant }: { key: string; tenant: string }, @Context() context: GraphContext) {
    const keys = await context
      .loader<string, KeyShown[]>(`webhook keys of ${tenant}`, async (endpoints) => {
        const found = await this.endpoints.keysOf(tenant, endpoints);
        return endpoints.map((endpoint) => found.filter((one) => one.endpoint === endpoint));
      })
      .load(key);
    return (keys ?? []).map(({ scheme, publicKey, createdAt, endsAt }) => ({ scheme, publicKey, createdAt, endsAt }));
  }
}

function payload(decided: Decision<WebhookEndpoint>) {
  if (!decided.ok) return { endpoint: null, userErrors: userErrors(decided.refusals), position: null };
  return { endpoint: webhookEndpointNode(decided.value), userErrors: [], position: null };
}

function keyedPayload(decided: Decision<Keyed>) {
  if (!decided.ok) return { ...payload(decided), secret: null };
  const { endpoint, key } = decided.value;
  return { ...payload({ ok: true, value: endpoint }), secret: key.scheme === 'V1' ? secretText(key.private) : null };
}
