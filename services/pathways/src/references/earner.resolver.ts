import { OpaqueTokens } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { enrolmentNode } from '../enrolment/enrolment.loads.js';
import type { Enrolment } from '../enrolment/enrolment.js';
import { enrolmentKeys, EnrolmentPages } from '../enrolment/enrolment.pages.js';
import { groupedBy } from '../grouped.js';
import type { EarnerEnrolmentsArgs } from '../schema.types.js';

/** What this service adds to earners: enrolments, of the caller's tenant. */
@Resolver('Earner')
export class EarnerReferenceResolver {
  constructor(
    private readonly database: Database,
    private readonly pages: EnrolmentPages,
    private readonly tokens: OpaqueTokens,
  ) {}

  /** Anything may be extended; its fields find what the caller may see of it. */
  @ResolveReference()
  resolveReference(reference: { id: string }) {
    return uuidOf('Earner', reference.id) ? reference : null;
  }

  @ResolveField()
  async enrolments(@Parent() { id }: { id: string }, @Args() args: EarnerEnrolmentsArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const earner = uuidOf('Earner', id);
    if (earner === undefined || tenant === null) return null;
    const identity = { list: 'earner.enrolments', tenant, order: 'CREATED_AT_ASC', filter: earner };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await context
      .loader<string, Enrolment[]>(`earner.enrolments ${JSON.stringify(page)}`, async (earners) => {
        const found = await this.database.read({ tenant }, (tx) => this.pages.ofEarners(tx, tenant, earners, page.after, page.limit));
        const byEarner = groupedBy(found, (row) => row.earner);
        return earners.map((each) => byEarner.get(each) ?? []);
      })
      .load(earner);
    return toConnection(this.tokens, identity, page, rows ?? [], {
      node: enrolmentNode,
      keysOf: enrolmentKeys('CREATED_AT_ASC'),
      totalCount: () => this.database.read({ tenant }, (tx) => this.pages.count(tx, tenant, { ...everything, earners: [earner] })),
    });
  }
}

const everything = { ids: null, earners: null, pathways: null, states: null, references: null, referencePrefix: null };
