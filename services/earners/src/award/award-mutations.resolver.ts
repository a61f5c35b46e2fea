import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { type GraphContext, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type {
  MutationAcceptAwardArgs,
  MutationChangeAwardVisibilityArgs,
  MutationDeclineAwardArgs,
  MutationIssueAwardArgs,
  MutationReinstateAwardArgs,
  MutationReplaceAwardArgs,
  MutationRevokeAwardArgs,
  MutationSuspendAwardArgs,
} from '../schema.types.js';
import { AwardIssueService } from './award-issue.service.js';
import { AwardLifecycleService } from './award-lifecycle.service.js';
import { AwardLoading } from './award-loading.js';
import { AwardVisibilityService } from './award-visibility.service.js';
import { AwardReplaceService } from './award-replace.service.js';

/** Commands on awards: ids in, payloads out. */
@Resolver()
export class AwardMutationsResolver {
  constructor(
    private readonly issuing: AwardIssueService,
    private readonly lifecycle: AwardLifecycleService,
    private readonly replacing: AwardReplaceService,
    private readonly visibility: AwardVisibilityService,
    private readonly loading: AwardLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async issueAward(@Args() { input }: MutationIssueAwardArgs, @Context() context: GraphContext) {
    const { decision, award, existing } = await this.issuing.issue(context.caller, {
      ...input,
      visibility: input.visibility ?? 'PRIVATE',
      earnerId: input.earnerId ? requireUuid('Earner', input.earnerId) : null,
      achievementVersionId: requireUuid('AchievementVersion', input.achievementVersionId),
    });
    if (decision.ok && award) {
      return { award: this.loading.made(award, context), userErrors: [], position: encodePosition(this.tokens, decision.value.marks) };
    }
    if (decision.ok || existing === null) return this.payload(context, decision);
    return { award: this.loading.byUuid(existing, context), userErrors: userErrors(decision.refusals), position: null };
  }

  @Mutation()
  async acceptAward(@Args() { input }: MutationAcceptAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.lifecycle.accept(context.caller, requireUuid('Award', input.id)));
  }

  @Mutation()
  async declineAward(@Args() { input }: MutationDeclineAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.lifecycle.decline(context.caller, requireUuid('Award', input.id)));
  }

  @Mutation()
  async suspendAward(@Args() { input }: MutationSuspendAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.lifecycle.suspend(context.caller, requireUuid('Award', input.id), input.cause));
  }

  @Mutation()
  async reinstateAward(@Args() { input }: MutationReinstateAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.lifecycle.reinstate(context.caller, requireUuid('Award', input.id), input.cause));
  }

  @Mutation()
  async revokeAward(@Args() { input }: MutationRevokeAwardArgs, @Context() context: GraphContext) {
    const id = requireUuid('Award', input.id);
    return this.payload(context, await this.lifecycle.revoke(context.caller, id, input.reason, input.idempotencyKey));
  }

  @Mutation()
  async replaceAward(@Args() { input: { id, idempotencyKey, ...correction } }: MutationReplaceAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.replacing.replace(context.caller, requireUuid('Award', id), correction, idempotencyKey));
  }

  @Mutation()
  async changeAwardVisibility(@Args() { input }: MutationChangeAwardVisibilityArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.visibility.change(context.caller, requireUuid('Award', input.id), input.visibility));
  }

  private payload(context: GraphContext, decision: Decision<{ id: string; marks: readonly Mark[] }>) {
    if (!decision.ok) return { award: null, userErrors: userErrors(decision.refusals), position: null };
    const { id, marks } = decision.value;
    return { award: this.loading.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}
