import { OpaqueTokens } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { enrolmentNode } from '../enrolment/enrolment.loads.js';
import type { Enrolment } from '../enrolment/enrolment.js';
import { enrolmentKeys, EnrolmentPages } from '../enrolment/enrolment.pages.js';
import { groupedBy } from '../grouped.js';
import { PersonalPathways } from '../people/personal-pathways.service.js';
import type { EarnerEnrolmentsArgs } from '../schema.types.js';

/** What this service adds to earners: enrolments, of the caller's tenant or of the person himself, and all it keeps about them. */
@Resolver('Earner')
export class EarnerReferenceResolver {
  constructor(
    private readonly database: Database,
    private readonly pages: EnrolmentPages,
    private readonly personal: PersonalPathways,
    private readonly tokens: OpaqueTokens,
  ) {}

  /** Anything may be extended; its fields find what the caller may see of it. */
  @ResolveReference()
  resolveReference(reference: { id: string }) {
    return uuidOf('Earner', reference.id) ? reference : null;
  }

  @ResolveField()
  pathwayData(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const earner = uuidOf('Earner', id);
    return earner === undefined ? null : this.personal.of(context.principal, earner);
  }

  @ResolveField()
  async enrolments(@Parent() { id }: { id: string }, @Args() args: EarnerEnrolmentsArgs, @Context() context: GraphContext) {
    const earner = uuidOf('Earner', id);
    const tenant = earner === undefined ? null : await this.personal.keeperOf(context.principal, earner);
    if (earner === undefined || tenant === null) return null;
    const viewer = { tenant: context.principal.tenant, account: context.principal.account };
    const identity = { list: 'earner.enrolments', tenant, order: 'CREATED_AT_ASC', filter: earner };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await context
      .loader<string, Enrolment[]>(`earner.enrolments ${tenant} ${JSON.stringify(page)}`, async (earners) => {
        const found = await this.database.read(viewer, (tx) => this.pages.ofEarners(tx, tenant, earners, page.after, page.limit));
        const byEarner = groupedBy(found, (row) => row.earner);
        return earners.map((each) => byEarner.get(each) ?? []);
      })
      .load(earner);
    return toConnection(this.tokens, identity, page, rows ?? [], {
      node: enrolmentNode,
      keysOf: enrolmentKeys('CREATED_AT_ASC'),
      totalCount: () => this.database.read(viewer, (tx) => this.pages.count(tx, tenant, { ...everything, earners: [earner] })),
    });
  }
}

const everything = { ids: null, earners: null, pathways: null, states: null, references: null, referencePrefix: null };
