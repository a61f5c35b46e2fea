import { OpaqueTokens } from '@cairn/access';
import { badInput, forbidden, GraphContext, openPage, optionalUuid, parseId, publicId, requireUuid, toConnection, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationChangeReviewerArgs, MutationRegisterReviewerArgs, MutationRemoveReviewerArgs, QueryReviewersArgs } from '../../schema.types.js';
import { type ReviewerWritten, ReviewerListService } from './reviewer-list.service.js';
import type { ReviewerText } from './reviewer.js';
import type { ListedReviewer } from './reviewer.store.js';

/** The list of reviewers: ids in, payloads out. */
@Resolver()
export class ReviewerResolver {
  constructor(
    private readonly service: ReviewerListService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  reviewers(@Args() args: QueryReviewersArgs, @Context() context: GraphContext) {
    return this.pageOf(args, context);
  }

  @Mutation()
  async registerReviewer(@Args() { input }: MutationRegisterReviewerArgs, @Context() context: GraphContext) {
    const { actorId, languages, groups = [], openAtMost = 5 } = input;
    const earner = optionalUuid('Earner', input.earnerId);
    const text = { earner, languages, groups, openAtMost, achievements: achievementsOf(input.achievementIds) };
    return payload(await this.service.register(context.caller, actorOf(actorId), text));
  }

  @Mutation()
  async changeReviewer(@Args() { input }: MutationChangeReviewerArgs, @Context() context: GraphContext) {
    const { languages, groups, openAtMost, earnerId, achievementIds } = input;
    const change: Partial<ReviewerText> = {
      ...(earnerId === undefined ? {} : { earner: earnerId === null ? null : requireUuid('Earner', earnerId) }),
      ...(languages ? { languages } : {}),
      ...(groups ? { groups } : {}),
      ...(achievementIds === undefined ? {} : { achievements: achievementsOf(achievementIds) }),
      ...(typeof openAtMost === 'number' ? { openAtMost } : {}),
    };
    return payload(await this.service.change(context.caller, requireUuid('Reviewer', input.id), change));
  }

  @Mutation()
  async removeReviewer(@Args() { input }: MutationRemoveReviewerArgs, @Context() context: GraphContext) {
    return payload(await this.service.remove(context.caller, requireUuid('Reviewer', input.id)));
  }

  private async pageOf(args: QueryReviewersArgs, context: GraphContext) {
    const tenant = this.service.tenantOf(context.caller);
    if (tenant === undefined) throw forbidden('The list of reviewers is for those who ADMINISTER the tenant.');
    const identity = { list: 'reviewers', tenant };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.service.page(tenant, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: reviewerNode, keysOf: ({ createdAt, id }) => [createdAt.toISOString(), id] });
  }
}

const payload = (written: ReviewerWritten) =>
  written.ok ? { reviewer: reviewerNode(written.value), userErrors: [] } : { reviewer: null, userErrors: userErrors(written.refusals) };

const reviewerNode = ({ id, actor, actorKind, earner, achievements, state, languages, groups, openAtMost, open }: ListedReviewer) => ({
  id: publicId('Reviewer', id),
  actorId: publicId(actorKind === 'CLIENT' ? 'ApiClient' : 'Member', actor),
  earnerId: earner && publicId('Earner', earner),
  languages,
  groups,
  achievementIds: achievements?.map((one) => publicId('Achievement', one)) ?? null,
  openAtMost,
  open,
  active: state === 'ACTIVE',
});

function actorOf(id: string): { actor: string; actorKind: 'CLIENT' | 'MEMBER' } {
  const parsed = parseId(id);
  if (parsed?.noun !== 'ApiClient' && parsed?.noun !== 'Member') throw badInput('A reviewer is a member (`mem_`) or an API client (`apc_`); this id is of neither.');
  return { actor: parsed.uuid, actorKind: parsed.noun === 'ApiClient' ? 'CLIENT' : 'MEMBER' };
}

const achievementsOf = (ids: readonly string[] | null | undefined): string[] | null => ids?.map((id) => requireUuid('Achievement', id)) ?? null;
