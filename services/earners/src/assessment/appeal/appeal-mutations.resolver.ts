import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { badInput, GraphContext, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actorsOf } from '../misconduct/misconduct-node.js';
import type {
  FileAppealInput,
  MutationAdmitAppealArgs,
  MutationDecideAppealArgs,
  MutationDismissAppealArgs,
  MutationFileAppealArgs,
  MutationWithdrawAppealArgs,
} from '../../schema.types.js';
import type { Written } from './appeal-change.js';
import { AppealFilingService } from './appeal-filing.service.js';
import { appealNode } from './appeal-node.js';
import { AppealPanelService } from './appeal-panel.service.js';
import type { Target } from './appeal-targets.js';
import { AppealViewService } from './appeal-view.service.js';

/** Commands on appeals: ids in, payloads out. */
@Resolver()
export class AppealMutationsResolver {
  constructor(
    private readonly filing: AppealFilingService,
    private readonly panels: AppealPanelService,
    private readonly views: AppealViewService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async fileAppeal(@Args() { input }: MutationFileAppealArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.filing.file(context.caller, targetOf(input), input.statement));
  }

  @Mutation()
  async withdrawAppeal(@Args() { input: { id } }: MutationWithdrawAppealArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.filing.withdraw(context.caller, requireUuid('Appeal', id)));
  }

  @Mutation()
  async admitAppeal(@Args() { input: { id, panel } }: MutationAdmitAppealArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.panels.admit(context.caller, requireUuid('Appeal', id), actorsOf(panel)));
  }

  @Mutation()
  async dismissAppeal(@Args() { input: { id, text } }: MutationDismissAppealArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.panels.dismiss(context.caller, requireUuid('Appeal', id), text));
  }

  @Mutation()
  async decideAppeal(@Args() { input: { id, vote, text } }: MutationDecideAppealArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.panels.decide(context.caller, requireUuid('Appeal', id), vote, text ?? null));
  }

  private async payload(context: GraphContext, written: Written) {
    if (!written.ok) return { appeal: null, userErrors: userErrors(written.refusals), position: null };
    const { id, marks } = written.value;
    const seen = await this.views.byId(context.principal, id);
    return { appeal: seen ? appealNode(seen) : null, userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}

function targetOf({ decisionId, misconductCaseId }: FileAppealInput): Target {
  if (decisionId && !misconductCaseId) return { decisionId: requireUuid('Decision', decisionId) };
  if (misconductCaseId && !decisionId) return { misconductCaseId: requireUuid('MisconductCase', misconductCaseId) };
  throw badInput('Exactly one of `decisionId` and `misconductCaseId` is given.');
}
