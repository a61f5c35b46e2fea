import { OpaqueTokens } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { groupedBy } from '../grouped.js';
import { pathwayNode } from '../pathway/pathway.loads.js';
import type { Pathway } from '../pathway/pathway.js';
import { pathwayKeys, PathwayStore } from '../pathway/pathway.store.js';
import type { IssuerPathwaysArgs } from '../schema.types.js';

/** What this service adds to issuers. */
@Resolver('Issuer')
export class IssuerReferenceResolver {
  constructor(
    private readonly database: Database,
    private readonly store: PathwayStore,
    private readonly tokens: OpaqueTokens,
  ) {}

  @ResolveField()
  async pathways(@Parent() { id }: { id: string }, @Args() args: IssuerPathwaysArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const issuer = uuidOf('Issuer', id);
    if (issuer === undefined) return null;
    const identity = { list: 'issuer.pathways', tenant, order: 'TITLE_ASC', filter: issuer };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await context
      .loader<string, Pathway[]>(`issuer.pathways ${JSON.stringify(page)}`, async (issuers) => {
        const found = await this.database.read({ tenant }, (tx) => this.store.ofIssuers(tx, issuers, page.after, page.limit));
        const byIssuer = groupedBy(found, (row) => row.issuer);
        return issuers.map((each) => byIssuer.get(each) ?? []);
      })
      .load(issuer);
    return toConnection(this.tokens, identity, page, rows ?? [], {
      node: pathwayNode,
      keysOf: pathwayKeys('TITLE_ASC'),
      totalCount: () => this.database.read({ tenant }, (tx) => this.store.count(tx, { ...everything, issuers: [issuer] })),
    });
  }
}

const everything = { ids: null, codes: null, codePrefix: null, issuers: null, tenant: null };
