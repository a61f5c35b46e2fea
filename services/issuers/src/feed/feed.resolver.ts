import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { changePage, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { IssuerResolver } from '../issuer/issuer.resolver.js';
import { IssuerStore } from '../issuer/issuer.store.js';
import type { QueryIssuerChangesArgs } from '../schema.types.js';
import { TenantResolver } from '../tenant/tenant.resolver.js';
import { TenantStore } from '../tenant/tenant.store.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  private readonly feed: ChangeFeed;

  constructor(
    private readonly database: Database,
    tokens: OpaqueTokens,
    private readonly tenants: TenantResolver,
    private readonly issuers: IssuerResolver,
    tenantStore: TenantStore,
    issuerStore: IssuerStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'issuers',
      tokens,
      snapshot: [
        { type: 'TENANT', page: (tx, tenant, after) => tenantStore.snapshot(tx, tenant, after) },
        { type: 'ISSUER', page: (tx, tenant, after, limit) => issuerStore.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  @Query()
  async issuerChanges(@Args() { after, types, first }: QueryIssuerChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const page = await this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, after, types, first }));
    return changePage(page, {
      TENANT: (id) => this.tenants.tenant({ id }, context),
      ISSUER: (id) => this.issuers.issuer({ id }, context),
    });
  }
}
