import { changePage, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CredentialResolver } from '../credential/credential.resolver.js';
import type { QueryCredentialChangesArgs } from '../schema.types.js';
import { FeedService } from './feed.service.js';

@Resolver()
export class FeedResolver {
  constructor(
    private readonly feed: FeedService,
    private readonly credentials: CredentialResolver,
  ) {}

  @Query()
  async credentialChanges(@Args() { after, types, first }: QueryCredentialChangesArgs, @Context() context: GraphContext) {
    context.readWhole(first);
    const page = await this.feed.page(context.tenant, { after, types, first });
    return changePage(page, { CREDENTIAL: (id) => this.credentials.credential({ id }, context) });
  }
}
