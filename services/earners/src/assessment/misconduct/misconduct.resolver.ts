import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { QueryMisconductCaseArgs, QueryMisconductCasesArgs } from '../../schema.types.js';
import { CaseReadings } from './case-readings.js';
import { JudgedFiling } from './judged-filing.js';
import { type MisconductNode, misconductNode } from './misconduct-node.js';
import { type MisconductTexts, MisconductViewService } from './misconduct-view.service.js';
import type { MisconductCase } from './misconduct.js';

/** Cases of misconduct, for those who judge them and for those whom they are about. */
@Resolver('MisconductCase')
export class MisconductResolver {
  constructor(
    private readonly views: MisconductViewService,
    private readonly readings: CaseReadings,
    private readonly filed: JudgedFiling,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  misconductCase(@Args() { id }: QueryMisconductCaseArgs, @Context() context: GraphContext) {
    return this.byPublicId(id, context);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.byPublicId(id, context);
  }

  @Query()
  async misconductCases(@Args() args: QueryMisconductCasesArgs, @Context() context: GraphContext) {
    const states = args.filter?.state ?? null;
    const identity = { list: 'misconduct cases', tenant: context.principal.tenant, filter: states };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.page(context.principal, states, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: misconductNode, keysOf: ({ row }) => [row.reportedAt.toISOString(), row.id] });
  }

  @ResolveField()
  async statement(@Parent() node: MisconductNode, @Context() context: GraphContext) {
    return node.as === 'JUDGE' ? (await this.texts(node, context)).statement : null;
  }

  @ResolveField()
  async notice(@Parent() node: MisconductNode, @Context() context: GraphContext) {
    return (await this.texts(node, context)).notice;
  }

  @ResolveField()
  async answer(@Parent() node: MisconductNode, @Context() context: GraphContext) {
    return (await this.texts(node, context)).answer;
  }

  /** The committee reads what was filed as its reviewers do, whatever else it may. */
  @ResolveField()
  reviewCase(@Parent() { row, as }: MisconductNode) {
    return as === 'JUDGE' && row.submission ? this.filed.of(row.tenant, row.submission) : null;
  }

  private async byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('MisconductCase', id);
    const seen = uuid && (await this.views.byId(context.principal, uuid));
    return seen ? misconductNode(seen) : null;
  }

  private async texts({ row, as }: MisconductNode, context: GraphContext): Promise<MisconductTexts> {
    const { tenant, id } = row;
    if (as === 'JUDGE') this.readings.show(context, { tenant, id, action: 'read.misconduct-case', kind: 'MISCONDUCT_CASE' });
    const texts = await context.loader<MisconductCase, MisconductTexts>(`texts of misconduct in ${tenant}`, (rows) => this.views.texts(tenant, rows)).load(row);
    if (!texts) throw new Error('the texts of a case were left out');
    return texts;
  }
}
