import { Database } from '@cairn/postgres';
import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { enrolmentNode } from '../enrolment/enrolment.loads.js';
import type { Enrolment } from '../enrolment/enrolment.js';
import { EnrolmentPages } from '../enrolment/enrolment.pages.js';
import { groupedBy } from '../grouped.js';

/** What this service adds to awards. */
@Resolver('Award')
export class AwardReferenceResolver {
  constructor(
    private readonly database: Database,
    private readonly pages: EnrolmentPages,
  ) {}

  /** Anything may be extended; its fields find what the caller may see of it. */
  @ResolveReference()
  resolveReference(reference: { id: string }) {
    return uuidOf('Award', reference.id) ? reference : null;
  }

  @ResolveField()
  async countsToward(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const award = uuidOf('Award', id);
    if (award === undefined || tenant === null) return null;
    const rows = await context
      .loader<string, Enrolment[]>('award.countsToward', async (awards) => {
        const found = await this.database.read({ tenant }, (tx) => this.pages.ofAwards(tx, tenant, awards));
        const byAward = groupedBy(found, (row) => row.award);
        return awards.map((each) => byAward.get(each) ?? []);
      })
      .load(award);
    return (rows ?? []).map(enrolmentNode);
  }
}
