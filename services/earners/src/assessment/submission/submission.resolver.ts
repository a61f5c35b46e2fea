import { GraphContext, openPage, publicId, toConnection, unauthenticated, uuidOf } from '@cairn/subgraph';
import { OpaqueTokens } from '@cairn/access';
import { Args, Context, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { AwardLoading } from '../../award/award-loading.js';
import { Disclosures } from '../../disclosure/disclosures.js';
import { EarnerNodes } from '../../earner/earner-nodes.js';
import type { QuerySubmissionArgs, QuerySubmissionsArgs } from '../../schema.types.js';
import { EvidenceAddresses } from '../evidence/evidence-address.js';
import type { AskedPart } from './asked-parts.js';
import type { Submission } from './submission.js';
import { type SubmissionConditions, submissionKeys } from './submission-list.store.js';
import { draftPartNode, filingNode, partNode, type SubmissionNode, submissionNode } from './submission-node.js';
import { SubmissionNodes } from './submission-nodes.js';
import { submissionNumberOf } from './submission-number.js';
import { type ShownDraftPart, type ShownFiling, SubmissionTexts } from './submission-texts.service.js';
import { reachOf, SubmissionViewService } from './submission-view.service.js';

@Resolver('Submission')
export class SubmissionResolver {
  constructor(
    private readonly nodes: SubmissionNodes,
    private readonly views: SubmissionViewService,
    private readonly texts: SubmissionTexts,
    private readonly addresses: EvidenceAddresses,
    private readonly earners: EarnerNodes,
    private readonly awards: AwardLoading,
    private readonly disclosures: Disclosures,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  submission(@Args() { id }: QuerySubmissionArgs, @Context() context: GraphContext) {
    return this.nodes.byPublicId(id, context);
  }

  @Query()
  async submissions(@Args() args: QuerySubmissionsArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    if (tenant === null) throw unauthenticated();
    const filter = { ...toConditions(args.filter), reach: reachOf(context.principal) };
    const order = args.orderBy ?? 'CREATED_AT_DESC';
    const identity = { list: 'submissions', tenant, order, filter };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.page(tenant, filter, { order, after: page.after, limit: page.limit });
    return toConnection(this.tokens, identity, page, rows, {
      node: (row) => submissionNode(row, this.views.now()),
      keysOf: submissionKeys(order),
      totalCount: () => this.views.count(tenant, filter, order),
    });
  }

  @ResolveField()
  award(@Parent() { row }: SubmissionNode, @Context() context: GraphContext) {
    return row.award === null ? null : this.awards.byPublicId(publicId('Award', row.award), context);
  }

  @ResolveField()
  async parts(@Parent() { row }: SubmissionNode, @Context() context: GraphContext) {
    const parts = await context.loader<Submission, AskedPart[]>('parts of submissions', (rows) => this.texts.partsOf(rows)).load(row);
    return (parts ?? []).map((part) => partNode(row, part));
  }

  @ResolveField()
  async draft(@Parent() { row }: SubmissionNode, @Context() context: GraphContext) {
    if (row.state !== 'DRAFT' && row.state !== 'RETURNED') return null;
    const parts = await context.loader<Submission, ShownDraftPart[]>('drafts of submissions', (rows) => this.texts.draftsOf(rows)).load(row);
    await this.disclose(row, context);
    return { revision: row.revision, parts: (parts ?? []).map((part) => draftPartNode(part, (id) => this.addresses.known(id))) };
  }

  @ResolveField()
  async attempts(@Parent() { row }: SubmissionNode, @Context() context: GraphContext) {
    if (row.attempt === 0) return [];
    const filings = await context.loader<Submission, ShownFiling[]>('filings of submissions', (rows) => this.texts.filingsOf(rows)).load(row);
    await this.disclose(row, context);
    return (filings ?? []).map((filing) => filingNode(filing, (id) => this.addresses.known(id)));
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.nodes.byPublicId(reference.id, context);
  }

  /** What somebody wrote is shown to another one. */
  private async disclose({ earner, tenant }: Submission, context: GraphContext): Promise<void> {
    const node = await this.earners.byUuid(earner, context);
    this.disclosures.show(context, 'read.submission', node?.row ?? { id: earner, tenant, account: null });
  }
}

type Noun = 'Earner' | 'Achievement' | 'Issuer';

/** Ids of a comparator, bare; an id of another kind matches nothing. Null when there is no comparator. */
function idsOf(noun: Noun, comparator: { eq?: string | null; in?: readonly string[] | null } | null | undefined): string[] | null {
  const { eq, in: any } = comparator ?? {};
  if (!eq && !any) return null;
  const both = eq && any ? any.filter((id) => id === eq) : eq ? [eq] : (any ?? []);
  return both.flatMap((id) => uuidOf(noun, id) ?? []);
}

function toConditions(filter: QuerySubmissionsArgs['filter']): Omit<SubmissionConditions, 'reach'> {
  return {
    states: filter?.state ?? null,
    earners: idsOf('Earner', filter?.earner),
    achievements: idsOf('Achievement', filter?.achievement),
    issuers: idsOf('Issuer', filter?.issuer),
    // What can be no number is nobody's.
    number: filter?.number ? (submissionNumberOf(filter.number) ?? filter.number) : null,
    overdue: filter?.overdue ?? null,
  };
}
