import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, parseId, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Earner } from '../earner/earner.js';
import { type EarnerNode, EarnerNodes } from '../earner/earner-nodes.js';
import type { NoticeFilter, QueryNoticesArgs } from '../schema.types.js';
import type { Notice } from './notice.js';
import { noticeNode } from './notice-node.js';
import type { NoticeConditions } from './notice.store.js';
import { Notices } from './notices.service.js';

/** What people were told. */
@Resolver()
export class NoticeResolver {
  constructor(
    private readonly written: Notices,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async notices(@Args() args: QueryNoticesArgs, @Context() { principal }: GraphContext) {
    const filter = toConditions(args.filter);
    const identity = { list: 'notices', tenant: principal.tenant, filter };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.written.page(principal, filter, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: noticeNode,
      keysOf: ({ createdAt, id }) => [createdAt.toISOString(), id],
      totalCount: () => this.written.count(principal, filter),
    });
  }
}

/** `Earner.notices`. */
@Resolver('Earner')
export class EarnerNoticesResolver {
  constructor(
    private readonly written: Notices,
    private readonly nodes: EarnerNodes,
  ) {}

  @ResolveField()
  async notices(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    if (!row) return null;
    const { tenant, account } = context.principal;
    const found = await context.loader<Earner, Notice[]>('notices of earners', (earners) => this.written.latestOf({ tenant, account }, earners)).load(row);
    return (found ?? []).map(noticeNode);
  }
}

function toConditions(filter: NoticeFilter | null | undefined): NoticeConditions {
  // An id of another noun names nothing here, so nothing is found by it.
  const nobody = '00000000-0000-0000-0000-000000000000';
  return {
    earner: filter?.earnerId ? (uuidOf('Earner', filter.earnerId) ?? nobody) : null,
    about: filter?.about ? (parseId(filter.about)?.uuid ?? nobody) : null,
    kinds: filter?.kinds ?? null,
    states: filter?.states ?? null,
  };
}
