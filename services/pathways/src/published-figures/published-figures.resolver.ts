import { GraphContext, optionalUuid, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationPublishFiguresArgs, MutationStopPublishingFiguresArgs, QueryPublishedFiguresArgs } from '../schema.types.js';
import { definitionOf } from '../stacking/metric-names.js';
import { dimensionsOf } from './figure-set.js';
import { ProtectedFigures } from './protected-figures.service.js';
import type { PublishedSet } from './figure-cells.js';
import { Publishing } from './publishing.service.js';

/** What is published of figures. */
@Resolver()
export class PublishedFiguresResolver {
  constructor(
    private readonly publishing: Publishing,
    private readonly published: ProtectedFigures,
  ) {}

  @Query()
  async publishedFigures(@Args() { tenantId }: QueryPublishedFiguresArgs, @Context() { principal }: GraphContext) {
    const tenant = optionalUuid('Tenant', tenantId) ?? principal.tenant;
    return tenant === null ? [] : (await this.published.sets(tenant)).map(setNode);
  }

  @Mutation()
  async publishFigures(@Args() { input }: MutationPublishFiguresArgs, @Context() context: GraphContext) {
    const written = await this.publishing.want(context.caller, input.observationEnd ?? null);
    return written.ok ? { observationEnd: written.value, userErrors: [] } : { observationEnd: null, userErrors: userErrors(written.refusals) };
  }

  @Mutation()
  async stopPublishingFigures(@Args() { input }: MutationStopPublishingFiguresArgs, @Context() { caller }: GraphContext) {
    const stopped = await this.publishing.stop(caller, requireUuid('Tenant', input.tenantId));
    return stopped.ok ? { tenantId: publicId('Tenant', stopped.value), userErrors: [] } : { tenantId: null, userErrors: userErrors(stopped.refusals) };
  }
}

const setNode = (set: PublishedSet) => ({ ...set, metric: definitionOf(set.metric), dimensions: dimensionsOf(set) });
