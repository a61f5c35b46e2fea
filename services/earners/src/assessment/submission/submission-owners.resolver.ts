import { may, OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type EarnerNode, EarnerNodes } from '../../earner/earner-nodes.js';
import type { OwnerPage } from '../../lists/lists-of-owners.store.js';
import type { AchievementSubmissionsArgs, EarnerSubmissionsArgs } from '../../schema.types.js';
import type { Submission } from './submission.js';
import { submissionKeys } from './submission-list.store.js';
import { submissionNode } from './submission-node.js';
import { SubmissionViewService } from './submission-view.service.js';
import type { SubmissionOwner } from './submissions-of.store.js';

/** Lists of the submissions of one owner, however many owners a request asks about. */
abstract class SubmissionsOf {
  protected constructor(
    private readonly views: SubmissionViewService,
    private readonly tokens: OpaqueTokens,
  ) {}

  protected async list(by: SubmissionOwner, owner: string, tenant: string, args: { first: number; after?: string | null }, context: GraphContext) {
    const identity = { list: `submissions of ${by} ${owner}`, tenant };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await context
      .loader<OwnerPage, Submission[]>(`submissions of ${by} ${tenant} ${page.limit}`, (pages) => this.views.pagesOf(context.principal, tenant, by, pages, page.limit))
      .load({ owner, after: page.after });
    return toConnection(this.tokens, identity, page, rows ?? [], {
      node: (row) => submissionNode(row, this.views.now()),
      keysOf: submissionKeys('CREATED_AT_DESC'),
      totalCount: async () => {
        const count = await context
          .loader<string, { n: number | null }>(`count of submissions of ${by} ${tenant}`, async (owners) =>
            (await this.views.countsOf(context.principal, tenant, by, owners)).map((n) => ({ n })),
          )
          .load(owner);
        return count?.n ?? null;
      },
    });
  }
}

/** `Earner.submissions`: for the person, and for whoever may see every submission of the tenant. */
@Resolver('Earner')
export class EarnerSubmissionsResolver extends SubmissionsOf {
  constructor(
    views: SubmissionViewService,
    tokens: OpaqueTokens,
    private readonly earners: EarnerNodes,
  ) {
    super(views, tokens);
  }

  @ResolveField()
  async submissions(@Parent() parent: EarnerNode, @Args() args: EarnerSubmissionsArgs, @Context() context: GraphContext) {
    const { principal } = context;
    const row = await this.earners.rowOf(parent, context);
    const his = row && row.account !== null && row.account === principal.account;
    const seesAll = row && row.tenant === principal.tenant && (may(principal, 'AWARD') || may(principal, 'ADMINISTER'));
    return row && (his || seesAll) ? this.list('earner', row.id, row.tenant, args, context) : null;
  }
}

/** `Achievement.submissions`: a field of ours on an object of the achievements service. */
@Resolver('Achievement')
export class AchievementSubmissionsResolver extends SubmissionsOf {
  constructor(views: SubmissionViewService, tokens: OpaqueTokens) {
    super(views, tokens);
  }

  @ResolveField()
  submissions(@Parent() { id }: { id: string }, @Args() args: AchievementSubmissionsArgs, @Context() context: GraphContext) {
    const { principal } = context;
    const achievement = uuidOf('Achievement', id);
    const sees = achievement !== undefined && (may(principal, 'AWARD', { achievement }) || may(principal, 'ADMINISTER'));
    return sees && principal.tenant !== null ? this.list('achievement', achievement, principal.tenant, args, context) : null;
  }
}
