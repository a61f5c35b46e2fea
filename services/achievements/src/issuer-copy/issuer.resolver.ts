import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, publicId, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { achievementNode } from '../achievement/achievement-node.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { IssuerAchievementsArgs } from '../schema.types.js';

/** What this service adds to an issuer. The issuer itself is the issuers service's. */
@Resolver('Issuer')
export class IssuerResolver {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly tokens: OpaqueTokens,
  ) {}

  /** The same catalogue, by issuer; one statement for all issuers of a request. */
  @ResolveField('achievements')
  async achievementsOf(@Parent() parent: { id: string }, @Args() args: IssuerAchievementsArgs, @Context() context: GraphContext) {
    const issuer = uuidOf('Issuer', parent.id);
    if (!issuer) return null;
    const { tenant } = context.principal;
    const identity = { list: `achievements:${parent.id}`, tenant };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.catalogue.ofIssuer(context, issuer, page);
    return toConnection(this.tokens, identity, page, rows, {
      node: achievementNode,
      keysOf: ({ title, id }) => [title, id],
      totalCount: () => this.catalogue.countOfIssuer(context, issuer),
    });
  }

  @ResolveReference()
  resolveReference(reference: { id: string }) {
    const uuid = uuidOf('Issuer', reference.id);
    return uuid ? { __typename: 'Issuer' as const, id: publicId('Issuer', uuid) } : null;
  }
}
