import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { type GraphContext, optionalUuid, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type {
  MutationAcceptAwardArgs,
  MutationCancelAwardArgs,
  MutationChangeAwardVisibilityArgs,
  MutationDeclineAwardArgs,
  MutationIssueAwardArgs,
  MutationReinstateAwardArgs,
  MutationRenewAwardArgs,
  MutationReplaceAwardArgs,
  MutationRevokeAwardArgs,
  MutationSuspendAwardArgs,
} from '../schema.types.js';
import { AwardAnswerService } from './award-answer.service.js';
import { AwardIssueService } from './award-issue.service.js';
import { AwardLifecycleService } from './award-lifecycle.service.js';
import { AwardLoading } from './award-loading.js';
import { AwardVisibilityService } from './award-visibility.service.js';
import { AwardRenewService } from './award-renew.service.js';
import { AwardReplaceService } from './award-replace.service.js';

/** Commands on awards: ids in, payloads out. */
@Resolver()
export class AwardMutationsResolver {
  constructor(
    private readonly issuing: AwardIssueService,
    private readonly lifecycle: AwardLifecycleService,
    private readonly answers: AwardAnswerService,
    private readonly renewing: AwardRenewService,
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
      earnerId: optionalUuid('Earner', input.earnerId),
      achievementVersionId: requireUuid('AchievementVersion', input.achievementVersionId),
    });
    if (decision.ok && award) {
      return { award: this.loading.shown(award, context), userErrors: [], position: encodePosition(this.tokens, decision.value.marks) };
    }
    if (decision.ok || existing === null) return this.payload(context, decision);
    return { award: this.loading.byUuid(existing, context), userErrors: userErrors(decision.refusals), position: null };
  }

  @Mutation()
  async acceptAward(@Args() { input }: MutationAcceptAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.answers.accept(context.caller, requireUuid('Award', input.id)));
  }

  @Mutation()
  async declineAward(@Args() { input }: MutationDeclineAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.answers.decline(context.caller, requireUuid('Award', input.id)));
  }

  @Mutation()
  async suspendAward(@Args() { input }: MutationSuspendAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.lifecycle.suspend(context.caller, requireUuid('Award', input.id), input.cause, input.note));
  }

  @Mutation()
  async cancelAward(@Args() { input }: MutationCancelAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.lifecycle.cancel(context.caller, requireUuid('Award', input.id), input.note));
  }

  @Mutation()
  async renewAward(@Args() { input }: MutationRenewAwardArgs, @Context() context: GraphContext) {
    const wanted = { note: input.note ?? null, passed: input.attempt?.passed ?? null };
    const { decision, attempt, retryAt } = await this.renewing.renew(context.caller, requireUuid('Award', input.id), wanted, input.idempotencyKey);
    return { ...this.payload(context, decision), attempt, retryAt };
  }

  @Mutation()
  async reinstateAward(@Args() { input }: MutationReinstateAwardArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.lifecycle.reinstate(context.caller, requireUuid('Award', input.id), input.cause, input.note));
  }

  @Mutation()
  async revokeAward(@Args() { input }: MutationRevokeAwardArgs, @Context() context: GraphContext) {
    const { reason, note, idempotencyKey: key } = input;
    return this.payload(context, await this.lifecycle.revoke(context.caller, requireUuid('Award', input.id), { reason, note, key }));
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
