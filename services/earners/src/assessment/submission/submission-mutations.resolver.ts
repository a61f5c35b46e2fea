import { GraphContext, optionalUuid, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type {
  MutationAddEvidenceFileArgs,
  MutationAddEvidenceLinkArgs,
  MutationRemoveEvidenceArgs,
  MutationSaveSubmissionDraftArgs,
  MutationStartSubmissionArgs,
  MutationSubmitAttemptArgs,
  MutationWithdrawSubmissionArgs,
} from '../../schema.types.js';
import { EvidenceAddresses } from '../evidence/evidence-address.js';
import { EvidenceService, type EvidenceWritten } from '../evidence/evidence.service.js';
import { DraftService } from './draft.service.js';
import { FilingService } from './filing.service.js';
import { StartService } from './start.service.js';
import { evidenceNode } from './submission-node.js';
import { SubmissionNodes } from './submission-nodes.js';
import { SubmissionTexts } from './submission-texts.service.js';

/** Commands on submissions: ids in, payloads out. */
@Resolver()
export class SubmissionMutationsResolver {
  constructor(
    private readonly starting: StartService,
    private readonly drafts: DraftService,
    private readonly filing: FilingService,
    private readonly evidence: EvidenceService,
    private readonly texts: SubmissionTexts,
    private readonly nodes: SubmissionNodes,
    private readonly addresses: EvidenceAddresses,
  ) {}

  @Mutation()
  async startSubmission(@Args() { input }: MutationStartSubmissionArgs, @Context() context: GraphContext) {
    const { idempotencyKey, earnerId, achievementId, achievementVersionId, language = null } = input;
    const started = await this.starting.start(context.caller, {
      idempotencyKey,
      earner: requireUuid('Earner', earnerId),
      achievement: optionalUuid('Achievement', achievementId),
      achievementVersion: optionalUuid('AchievementVersion', achievementVersionId),
      language,
    });
    return this.nodes.payload(context, started);
  }

  @Mutation()
  async saveSubmissionDraft(@Args() { input }: MutationSaveSubmissionDraftArgs, @Context() context: GraphContext) {
    const submission = requireUuid('Submission', input.submissionId);
    const parts = input.parts.map(({ requirementKey, text, dropConflict }) => ({ requirement: requirementKey, text: text ?? '', dropConflict: dropConflict ?? false }));
    return this.nodes.payload(context, await this.drafts.saveDraft(context.caller, { submission, revision: input.revision, parts }), submission);
  }

  @Mutation()
  async addEvidenceLink(@Args() { input }: MutationAddEvidenceLinkArgs, @Context() context: GraphContext) {
    const place = { submission: requireUuid('Submission', input.submissionId), requirement: input.requirementKey };
    return this.added(context, await this.evidence.addLink(context.caller, place, input.url));
  }

  @Mutation()
  async addEvidenceFile(@Args() { input }: MutationAddEvidenceFileArgs, @Context() context: GraphContext) {
    const place = { submission: requireUuid('Submission', input.submissionId), requirement: input.requirementKey };
    return this.added(context, await this.evidence.addFile(context.caller, place, input.fileUploadId, input.name));
  }

  @Mutation()
  async removeEvidence(@Args() { input }: MutationRemoveEvidenceArgs, @Context() context: GraphContext) {
    const { evidence: _gone, ...payload } = await this.added(context, await this.evidence.remove(context.caller, requireUuid('Evidence', input.evidenceId)));
    return payload;
  }

  @Mutation()
  async submitAttempt(@Args() { input }: MutationSubmitAttemptArgs, @Context() context: GraphContext) {
    const { idempotencyKey, submissionId, statements } = input;
    return this.nodes.payload(context, await this.filing.submit(context.caller, { idempotencyKey, submission: requireUuid('Submission', submissionId), statements }));
  }

  @Mutation()
  async withdrawSubmission(@Args() { input }: MutationWithdrawSubmissionArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.filing.withdraw(context.caller, requireUuid('Submission', input.submissionId)));
  }

  private async added(context: GraphContext, written: EvidenceWritten) {
    if (!written.ok) return { evidence: null, submission: null, userErrors: userErrors(written.refusals), position: null };
    const node = await this.nodes.byPublicId(publicId('Submission', written.value.submission), context);
    const evidence = node && (await this.texts.one(node.row, written.value.id));
    return { evidence: evidence ? evidenceNode(evidence, (id) => this.addresses.known(id)) : null, submission: node, userErrors: [], position: null };
  }
}
