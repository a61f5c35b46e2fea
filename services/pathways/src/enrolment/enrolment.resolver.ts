import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { GraphContext, openPage, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { PathwayLoads } from '../pathway/pathway.loads.js';
import type {
  EnrolmentProgressArgs,
  MutationDecideEnrolmentArgs,
  MutationEnrolEarnerArgs,
  MutationOptIntoPathwayVersionArgs,
  MutationRequestPathwayExitArgs,
  MutationWithdrawEnrolmentArgs,
  QueryEnrolmentArgs,
  QueryEnrolmentsArgs,
} from '../schema.types.js';
import { EnrolmentLoads, type EnrolmentNode, enrolmentNode } from './enrolment.loads.js';
import { type EnrolmentConditions, enrolmentKeys, EnrolmentPages } from './enrolment.pages.js';
import { EnrolmentChangesService } from './enrolment-changes.service.js';
import { type Enrolled, EnrolmentService } from './enrolment.service.js';

@Resolver('Enrolment')
export class EnrolmentResolver {
  constructor(
    private readonly database: Database,
    private readonly service: EnrolmentService,
    private readonly changes: EnrolmentChangesService,
    private readonly pages: EnrolmentPages,
    private readonly loads: EnrolmentLoads,
    private readonly pathways: PathwayLoads,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async enrolment(@Args() { id }: QueryEnrolmentArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Enrolment', id);
    return uuid ? this.loads.enrolment(context, uuid) : null;
  }

  @Query('enrolments')
  async list(@Args() { orderBy = 'CREATED_AT_ASC', ...args }: QueryEnrolmentsArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const filter = toConditions(args.filter);
    const identity = { list: 'enrolments', tenant, order: orderBy, filter };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.database.read({ tenant }, (tx) => this.pages.page(tx, tenant, filter, orderBy, page.after, page.limit));
    return toConnection(this.tokens, identity, page, rows, {
      node: enrolmentNode,
      keysOf: enrolmentKeys(orderBy),
      totalCount: () => this.database.read({ tenant }, (tx) => this.pages.count(tx, tenant, filter)),
    });
  }

  @Mutation()
  async enrolEarner(@Args() { input }: MutationEnrolEarnerArgs, @Context() context: GraphContext) {
    const { earnerId, pathwayId, ...rest } = input;
    const asked = { ...rest, earner: requireUuid('Earner', earnerId), pathway: requireUuid('Pathway', pathwayId) };
    return this.payload(context, await this.service.enrol(context.caller, asked));
  }

  @Mutation()
  async withdrawEnrolment(@Args() { input }: MutationWithdrawEnrolmentArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.changes.withdraw(context.caller, requireUuid('Enrolment', input.id), input.withdrawnOn));
  }

  @Mutation()
  async decideEnrolment(@Args() { input }: MutationDecideEnrolmentArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.changes.decide(context.caller, requireUuid('Enrolment', input.id), input.approved));
  }

  @Mutation()
  async optIntoPathwayVersion(@Args() { input }: MutationOptIntoPathwayVersionArgs, @Context() context: GraphContext) {
    const version = requireUuid('PathwayVersion', input.pathwayVersionId);
    return this.payload(context, await this.changes.optInto(context.caller, requireUuid('Enrolment', input.enrolmentId), version));
  }

  @Mutation()
  async requestPathwayExit(@Args() { input }: MutationRequestPathwayExitArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.changes.requestExit(context.caller, requireUuid('Enrolment', input.enrolmentId), input.exit));
  }

  @ResolveField()
  pathway(@Parent() { pathwayId }: EnrolmentNode, @Context() context: GraphContext) {
    return this.pathways.pathway(context, pathwayId);
  }

  @ResolveField()
  pathwayVersion(@Parent() { pathwayVersionId }: EnrolmentNode, @Context() context: GraphContext) {
    return this.pathways.version(context, pathwayVersionId);
  }

  @ResolveField()
  progress(@Parent() enrolment: EnrolmentNode, @Args() { asOf }: EnrolmentProgressArgs, @Context() context: GraphContext) {
    return this.loads.progressOf(context, enrolment, asOf ?? null);
  }

  @ResolveField()
  completion(@Parent() enrolment: EnrolmentNode, @Context() context: GraphContext) {
    return this.loads.completionOf(context, enrolment);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.enrolment({ id }, context);
  }

  private async payload(context: GraphContext, written: Enrolled) {
    if (written.ok) {
      const { id, marks } = written.value;
      return { enrolment: await this.loads.enrolment(context, id), userErrors: [], position: encodePosition(this.tokens, marks) };
    }
    const { standing, refusals } = written;
    return { enrolment: standing ? await this.loads.enrolment(context, standing) : null, userErrors: userErrors(refusals), position: null };
  }
}

function toConditions(filter: QueryEnrolmentsArgs['filter']): EnrolmentConditions {
  const uuids = (noun: 'Enrolment' | 'Earner' | 'Pathway', given: { eq?: string | null; in?: string[] | null } | null | undefined) => {
    const ids = given?.in ?? (given?.eq ? [given.eq] : null);
    return ids && ids.flatMap((id) => uuidOf(noun, id) ?? []);
  };
  const reference = filter?.partnerReference;
  return {
    ids: uuids('Enrolment', filter?.id),
    earners: uuids('Earner', filter?.earner),
    pathways: uuids('Pathway', filter?.pathway),
    states: filter?.state ?? null,
    references: reference?.in ?? (reference?.eq ? [reference.eq] : null),
    referencePrefix: reference?.startsWith ?? null,
  };
}
