import { OpaqueTokens } from '@cairn/access';
import { badInput, forbidden, GraphContext, openPage, requireUuid, toConnection } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { enrolmentNode } from '../enrolment/enrolment.loads.js';
import { type PathwayNode, versionNode } from '../pathway/pathway.loads.js';
import type { PathwayCohortArgs, QueryStackingTableArgs } from '../schema.types.js';
import type { CohortConditions, CohortMember } from './cohort.js';
import { CohortService, maySeeCohort } from './cohort.service.js';

const notYours = 'The figures of a cohort need the right AWARD or ANALYSE over the pathway.';

@Resolver('Pathway')
export class CohortResolver {
  constructor(
    private readonly service: CohortService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @ResolveField()
  async cohort(@Parent() pathway: PathwayNode, @Args() args: PathwayCohortArgs, @Context() context: GraphContext) {
    const { tenant, uuid } = pathway;
    if (context.principal.tenant !== tenant) return null;
    if (!maySeeCohort(context.principal, { id: uuid, issuer: pathway.issuerId })) throw forbidden(notYours);
    const filter = toConditions(args.filter);
    const identity = { list: 'pathway.cohort', tenant, order: 'CREATED_AT_ASC', filter: { pathway: uuid, ...filter } };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    return toConnection(this.tokens, identity, page, await this.service.page(tenant, uuid, filter, page.after, page.limit), {
      node: memberNode,
      keysOf: ({ enrolment }) => [enrolment.createdAt.toISOString(), enrolment.id],
      totalCount: () => this.service.count(tenant, uuid, filter),
    });
  }

  @Query('stackingTable')
  async table(@Args() { pathwayId, version }: QueryStackingTableArgs, @Context() context: GraphContext) {
    const found = await this.service.table(context.caller, requireUuid('Pathway', pathwayId), version ?? null);
    if (found === 'FORBIDDEN') throw forbidden(notYours);
    if (!found) throw badInput('The tenant has no such pathway or version.');
    return { ...found.table, pathwayVersion: found.version && versionNode(found.version) };
  }
}

const memberNode = ({ enrolment, dueOn, state, satisfied, total, complete, asOf }: CohortMember) => ({
  enrolment: enrolmentNode(enrolment),
  state,
  satisfied,
  total,
  complete,
  nextDueOn: dueOn,
  asOf,
});

const toConditions = (filter: PathwayCohortArgs['filter']): CohortConditions => ({
  states: filter?.state ?? null,
  version: filter?.version ?? null,
  satisfied: filter?.satisfied ?? null,
  complete: filter?.complete ?? null,
});
