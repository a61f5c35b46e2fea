import { changePage, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { IssuerResolver } from '../issuer/issuer.resolver.js';
import type { QueryIssuerChangesArgs } from '../schema.types.js';
import { TenantResolver } from '../tenant/tenant.resolver.js';
import { FeedService } from './feed.service.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  constructor(
    private readonly feed: FeedService,
    private readonly tenants: TenantResolver,
    private readonly issuers: IssuerResolver,
  ) {}

  @Query()
  async issuerChanges(@Args() { after, types, first }: QueryIssuerChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    context.readWhole(first);
    const page = await this.feed.page(tenant, { after, types, first });
    return changePage(page, {
      TENANT: (id) => this.tenants.tenant({ id }, context),
      ISSUER: (id) => this.issuers.issuer({ id }, context),
    });
  }
}
