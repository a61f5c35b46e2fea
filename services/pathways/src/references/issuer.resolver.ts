import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { pathwayNode } from '../pathway/pathway.loads.js';
import type { Pathway } from '../pathway/pathway.js';
import { PathwayListsService } from '../pathway/pathway-lists.service.js';
import { pathwayKeys } from '../pathway/pathway-order.js';
import type { IssuerPathwaysArgs } from '../schema.types.js';

/** What this service adds to issuers. */
@Resolver('Issuer')
export class IssuerReferenceResolver {
  constructor(
    private readonly lists: PathwayListsService,
    private readonly tokens: OpaqueTokens,
  ) {}

  /** Anything may be extended; its fields find what the caller may see of it. */
  @ResolveReference()
  resolveReference(reference: { id: string }) {
    return uuidOf('Issuer', reference.id) ? reference : null;
  }

  @ResolveField()
  async pathways(@Parent() { id }: { id: string }, @Args() args: IssuerPathwaysArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const issuer = uuidOf('Issuer', id);
    if (issuer === undefined) return null;
    const identity = { list: 'issuer.pathways', tenant, order: 'TITLE_ASC', filter: issuer };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await context
      .loader<string, Pathway[]>(`issuer.pathways ${JSON.stringify(page)}`, (issuers) => this.lists.ofIssuers(tenant, issuers, page.after, page.limit))
      .load(issuer);
    return toConnection(this.tokens, identity, page, rows ?? [], {
      node: pathwayNode,
      keysOf: pathwayKeys('TITLE_ASC'),
      totalCount: () => this.lists.count(tenant, { ...everything, issuers: [issuer] }),
    });
  }
}

const everything = { ids: null, codes: null, codePrefix: null, issuers: null, tenant: null };
