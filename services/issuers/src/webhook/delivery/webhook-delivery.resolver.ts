import { type Decision, OpaqueTokens } from '@cairn/access';
import { badInput, forbidden, GraphContext, invalidCursor, openPage, optionalUuid, publicId, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  MutationReplayWebhooksArgs,
  MutationRetryWebhookDeliveryArgs,
  MutationTestWebhookArgs,
  QueryWebhookDeliveriesArgs,
  QueryWebhookDeliveryArgs,
  WebhookDeliveryFilter,
} from '../../schema.types.js';
import type { WebhookAttempt, WebhookDelivery } from './webhook-delivery.js';
import { WebhookDeliveries } from './webhook-deliveries.service.js';
import type { DeliveryFilter } from './webhook-delivery.store.js';

const typesMax = 100;

@Resolver('WebhookDelivery')
export class WebhookDeliveryResolver {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async webhookDelivery(@Args() { id }: QueryWebhookDeliveryArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('WebhookDelivery', id);
    const delivery = uuid && (await this.deliveries.one(context.principal, uuid));
    return delivery ? node(delivery) : null;
  }

  @Query('webhookDeliveries')
  async list(@Args() { filter, ...args }: QueryWebhookDeliveriesArgs, @Context() context: GraphContext) {
    const wanted = filterOf(filter ?? {});
    const identity = { list: 'webhookDeliveries', tenant: context.tenant, filter: wanted };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.deliveries.page(context.principal, wanted, page.after?.[0] ?? null, page.limit);
    if (rows === 'FORBIDDEN') throw forbidden('This needs the right ADMINISTER.');
    return toConnection(this.tokens, identity, page, rows, { node, keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async testWebhook(@Args() { input }: MutationTestWebhookArgs, @Context() context: GraphContext) {
    return payload(await this.deliveries.test(context.caller, requireUuid('WebhookEndpoint', input.id)));
  }

  @Mutation()
  async retryWebhookDelivery(@Args() { input }: MutationRetryWebhookDeliveryArgs, @Context() context: GraphContext) {
    return payload(await this.deliveries.retry(context.caller, requireUuid('WebhookDelivery', input.id)));
  }

  @Mutation()
  async replayWebhooks(@Args() { input }: MutationReplayWebhooksArgs, @Context() context: GraphContext) {
    const { endpointId, from, position, to, only, after } = input;
    const endpoint = requireUuid('WebhookEndpoint', endpointId);
    const purpose = `replay of webhooks:${context.caller.tenant ?? ''}:${endpoint}`;
    const begin = after ? this.tokens.open<[string, string]>(purpose, after) : null;
    if (begin === undefined) throw invalidCursor();
    const replayed = await this.deliveries.replay(context.caller, {
      endpoint,
      from: from ? new Date(from) : null,
      position: position ?? null,
      to: to ? new Date(to) : null,
      all: only === 'ALL',
      after: begin && { at: new Date(begin[0]), event: begin[1] },
    });
    if (!replayed.ok) return { count: null, next: null, userErrors: userErrors(replayed.refusals), position: null };
    const { count, next } = replayed.value;
    return { count, next: next && this.tokens.seal(purpose, [next.at.toISOString(), next.event]), userErrors: [], position: null };
  }

  @ResolveField('attempts')
  async attemptsOf(@Parent() { key, tenant }: { key: string; tenant: string }, @Context() context: GraphContext) {
    const attempts = await context
      .loader<string, WebhookAttempt[]>(`webhook attempts of ${tenant}`, async (deliveries) => {
        const found = await this.deliveries.attemptsOf(tenant, deliveries);
        return deliveries.map((delivery) => found.filter((one) => one.delivery === delivery));
      })
      .load(key);
    return (attempts ?? []).map(({ at, status, latencyMs, error, excerpt }) => ({ at, status, latencyMs, error, bodyExcerpt: excerpt }));
  }
}

const node = ({ id, tenant, endpoint, event, type, subject, state, attempts, nextAt, recordedAt, finishedAt }: WebhookDelivery) => ({
  id: publicId('WebhookDelivery', id),
  key: id,
  tenant,
  endpointId: publicId('WebhookEndpoint', endpoint),
  eventId: publicId('WebhookEvent', event),
  type,
  subject,
  state,
  attemptCount: attempts,
  nextAttemptAt: nextAt,
  recordedAt,
  finishedAt,
});

function filterOf({ endpointId, states, types }: WebhookDeliveryFilter): DeliveryFilter {
  if ((types?.length ?? 0) > typesMax) throw badInput(`\`types\` names at most ${typesMax} types.`);
  return { endpoint: optionalUuid('WebhookEndpoint', endpointId), states: states ?? null, types: types ?? null };
}

function payload(decided: Decision<WebhookDelivery>) {
  if (!decided.ok) return { delivery: null, userErrors: userErrors(decided.refusals), position: null };
  return { delivery: node(decided.value), userErrors: [], position: null };
}
