import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { QueryAppealArgs, QueryAppealsArgs } from '../../schema.types.js';
import { CaseReadings } from '../misconduct/case-readings.js';
import { JudgedFiling } from '../misconduct/judged-filing.js';
import { type AppealNode, appealNode } from './appeal-node.js';
import { type AppealTexts, AppealViewService } from './appeal-view.service.js';
import type { Appeal } from './appeal.js';

/** Appeals, for those who decide on them and for those who filed them. */
@Resolver('Appeal')
export class AppealResolver {
  constructor(
    private readonly views: AppealViewService,
    private readonly readings: CaseReadings,
    private readonly filed: JudgedFiling,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  appeal(@Args() { id }: QueryAppealArgs, @Context() context: GraphContext) {
    return this.byPublicId(id, context);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.byPublicId(id, context);
  }

  @Query()
  async appeals(@Args() args: QueryAppealsArgs, @Context() context: GraphContext) {
    const states = args.filter?.state ?? null;
    const identity = { list: 'appeals', tenant: context.principal.tenant, filter: states };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.page(context.principal, states, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: appealNode, keysOf: ({ row }) => [row.filedAt.toISOString(), row.id] });
  }

  @ResolveField()
  async statement(@Parent() node: AppealNode, @Context() context: GraphContext) {
    return (await this.texts(node, context)).statement;
  }

  @ResolveField()
  async answer(@Parent() node: AppealNode, @Context() context: GraphContext) {
    return node.isTold ? (await this.texts(node, context)).answer : null;
  }

  @ResolveField()
  reviewCase(@Parent() { row, as }: AppealNode) {
    return as === 'JUDGE' && row.submission ? this.filed.of(row.tenant, row.submission) : null;
  }

  private async byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('Appeal', id);
    const seen = uuid && (await this.views.byId(context.principal, uuid));
    return seen ? appealNode(seen) : null;
  }

  private async texts({ row, as }: AppealNode, context: GraphContext): Promise<AppealTexts> {
    const { tenant, id } = row;
    if (as === 'JUDGE') this.readings.show(context, { tenant, id, action: 'read.appeal', kind: 'APPEAL' });
    const texts = await context.loader<Appeal, AppealTexts>(`texts of appeals in ${tenant}`, (rows) => this.views.texts(tenant, rows)).load(row);
    if (!texts) throw new Error('the texts of an appeal were left out');
    return texts;
  }
}
